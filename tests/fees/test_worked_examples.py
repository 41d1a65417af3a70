"""Fees and tax line by line against examples worked by hand from the rules: the sum stands beside its question."""

from __future__ import annotations

import pytest

from enforcement.fees.rules import calculators

OLD, NEW, TAX = "2010-03", "2016-03", "2019-03"  # 0.7/0.6 · 1.4/1.2 for some · the tax


def water(period: str, *pollutants: str, **more: object) -> dict[str, object]:
    return {"medium": "water", "period": period, "pollutants": list(pollutants), **more}


def air(period: str, *pollutants: str, **more: object) -> dict[str, object]:
    return {"medium": "air", "period": period, "pollutants": list(pollutants), **more}


def solid(period: str, *wastes: str) -> dict[str, object]:
    return {"medium": "solid", "period": period, "wastes": list(wastes)}


def noise(period: str, **more: object) -> dict[str, object]:
    return {"medium": "noise", "period": period, **more}


WATER = [
    # 1000 kg COD / 1 × 0.7
    (water(OLD, "COD/1000"), "700.00"),
    # + 100 kg ammonia / 0.8 = 125 × 0.7 = 87.5; + 400 kg SS / 4 = 100 × 0.7 = 70
    (water(OLD, "COD/1000", "氨氮/100", "SS/400"), "857.50"),
    # a fourth of 50 equivalents (5 kg oil / 0.1) is left out
    (water(OLD, "COD/1000", "氨氮/100", "SS/400", "石油类/5"), "857.50"),
    # the same oil with 10.1 kg = 101 takes the place of SS: (1000 + 125 + 101) × 0.7
    (water(OLD, "COD/1000", "氨氮/100", "SS/400", "石油类/10.1"), "858.20"),
    # over its standard: that one doubled, 1400 + 87.5
    (water(OLD, "COD/1000/over", "氨氮/100"), "1487.50"),
    # at the standard is not over; a hair above is: 700, 1400
    (water(OLD, "COD/1000/concentration=100/standard=100"), "700.00"),
    (water(OLD, "COD/1000/concentration=100.01/standard=100"), "1400.00"),
    # far below the standard is no matter before 2015-07
    (water(OLD, "COD/1000/concentration=10/standard=100"), "700.00"),
    # over, but fourth: it is not charged at all
    (water(OLD, "COD/1000", "氨氮/100", "SS/400", "石油类/5/over"), "857.50"),
    # intake: (1000 − 200) × 0.7; more in than out is nothing
    (water(OLD, "COD/1000/background=200"), "560.00"),
    (water(OLD, "COD/100/background=200"), "0.00"),
    # of COD, BOD5 and TOC the largest: BOD5 600 / 0.5 = 1200 × 0.7
    (water(OLD, "COD/1000", "BOD5/600", "TOC/10"), "840.00"),
    # pH 5 is in 5-6: 10000 t / 5 = 2000 × 0.7; pH 4.99 in 4-5: 10000 / 1 × 0.7; 6 and 9 are in none
    (water(OLD, "pH/10000/ph=5"), "1400.00"),
    (water(OLD, "pH/10000/ph=4.99"), "7000.00"),
    (water(OLD, "pH/10000/ph=6"), "0.00"),
    (water(OLD, "pH/10000/ph=9"), "0.00"),
    # 9.01 and 10 in 9-10 (1 t): 7000; 10.01 in 10-11 (0.5 t): 14000; 14 in 13-14 (0.06 t): 100 / 0.06 × 0.7
    (water(OLD, "pH/10000/ph=9.01"), "7000.00"),
    (water(OLD, "pH/10000/ph=10"), "7000.00"),
    (water(OLD, "pH/10000/ph=10.01"), "14000.00"),
    (water(OLD, "pH/100/ph=14"), "1166.67"),
    (water(OLD, "pH/100/ph=0"), "1166.67"),
    # pH is never doubled
    (water(OLD, "pH/10000/ph=5/over"), "1400.00"),
    # colour: 5000 t × 3 times over / 5 = 3000 × 0.7
    (water(OLD, "色度/5000/times=3"), "2100.00"),
    # coliform and chlorine: one of them; 3300 t / 3.3 = 1000 × 0.7
    (water(OLD, "大肠菌群数/3300", "余氯量/3300"), "700.00"),
    # 51 cattle / 0.1 = 510 × 0.7; 50 are not more than 50; pigs 501, 500; poultry 5001 / 30 × 0.7 = 116.69
    (water(OLD, "牛/51"), "357.00"),
    (water(OLD, "牛/50"), "0.00"),
    (water(OLD, "猪/501"), "350.70"),
    (water(OLD, "猪/500"), "0.00"),
    (water(OLD, "鸡、鸭等家禽/5001"), "116.69"),
    # a hospital of 21 beds / 0.14 = 150 × 0.7; 20 beds are too few; by sewage 280 t / 2.8 × 0.7
    (water(OLD, "医院（消毒）/21"), "105.00"),
    (water(OLD, "医院（消毒）/20"), "0.00"),
    (water(OLD, "医院（消毒）按污水量/280"), "70.00"),
    # the last month of the old rates and the first of the new: 0.7 and 1.4; SS stays 0.7
    (water("2015-06", "COD/1000"), "700.00"),
    (water("2015-07", "COD/1000", "SS/400"), "1470.00"),
    # five metals beside the top three: lead 1 / 0.025 = 40 × 1.4 = 56; COD 1400, ammonia 175, SS 70
    (water(NEW, "COD/1000", "氨氮/100", "SS/400", "总铅/1"), "1701.00"),
    # doubled once over, trebled if the total is passed too; half of the limit and less is halved; a hair more is not
    (water(NEW, "COD/1000/over"), "2800.00"),
    (water(NEW, "COD/1000/over/over_total"), "4200.00"),
    (water(NEW, "COD/1000/over_total"), "2800.00"),
    (water(NEW, "COD/1000/concentration=50/standard=100"), "700.00"),
    (water(NEW, "COD/1000/concentration=50.01/standard=100"), "1400.00"),
    # what a province set by the kilogram: 1000 kg × 7.5 in Tianjin, 2014; ammonia 80 kg × 9.5
    (water("2014-07", "COD/1000", "氨氮/80", province="天津市"), "8260.00"),
    (water("2014-06", "COD/1000", province="天津"), "700.00"),
    # a rate of one's own
    (water(OLD, "COD/1000", rate="0.9"), "900.00"),
    # the tax: class I top 5, others top 3: six metals of 40 equivalents, five are taxed: 200 × 1.4
    (water(TAX, "总汞/0.02", "总镉/0.2", "总铬/1.6", "六价铬/0.8", "总砷/0.8", "总铅/1"), "280.00"),
    # both groups: 200 + 200 and 50 + 40 + 25, phosphorus of 4 is the fourth of the others: 515 × 1.4
    (water(TAX, "总铅/5", "总镍/5", "COD/50", "氨氮/32", "SS/100", "总磷/1"), "721.00"),
    # 30 % below: 75 %; a hair less: all; 50 % below: half; a hair less: 75 %
    (water(TAX, "COD/1000/concentration=70/standard=100"), "1050.00"),
    (water(TAX, "COD/1000/concentration=70.01/standard=100"), "1400.00"),
    (water(TAX, "COD/1000/concentration=50/standard=100"), "700.00"),
    (water(TAX, "COD/1000/concentration=50.01/standard=100"), "1050.00"),
    # over is not doubled any more; Beijing 14, Sichuan 2.8
    (water(TAX, "COD/1000/over"), "1400.00"),
    (water(TAX, "COD/1000", province="北京"), "14000.00"),
    (water(TAX, "COD/1000", province="四川"), "2800.00"),
    # 1 kg of mercury / 0.0005 = 2000 × 1.4
    (water("2018-01", "总汞/1"), "2800.00"),
    # a third of an equivalent: 1 t × 1 / 5 × 0.7 = 0.14; halves of a fen go up: 0.05 kg SS / 4 × 0.7 = 0.00875
    (water(OLD, "色度/1/times=1"), "0.14"),
    (water(OLD, "SS/0.05"), "0.01"),
    # each equivalent rounded first: 1 / 0.95 = 1.05 × 0.6 = 0.63; not rounded 0.63158
    (air(OLD, "SO2/100", digits=2), "63.16"),
    (air(OLD, "SO2/100", digits=0), "63.00"),
]  # fmt: skip
AIR = [
    # 950 kg / 0.95 = 1000 equivalents of sulphur dioxide: 0.2, 0.4, 0.6, then 1.2 and the tax's least 1.2
    (air("2003-07", "SO2/950"), "200.00"),
    (air("2004-06", "SO2/950"), "200.00"),
    (air("2004-07", "SO2/950"), "400.00"),
    (air("2005-06", "SO2/950"), "400.00"),
    (air("2005-07", "SO2/950"), "600.00"),
    (air("2015-06", "SO2/950"), "600.00"),
    (air("2015-07", "SO2/950"), "1200.00"),
    (air("2017-12", "SO2/950"), "1200.00"),
    (air("2018-01", "SO2/950"), "1200.00"),
    # nitrogen oxides are not charged before 2004-07, and take nobody's place
    (air("2004-06", "NOX/950"), "0.00"),
    (air("2004-07", "NOX/950"), "600.00"),
    (air("2004-06", "NOX/95000", "烟尘/218", "CO/1670", "一般性粉尘/400"), "180.00"),
    # top three of four: SO2 100, soot 100, CO 100; dust 99.9 is fourth
    (air(OLD, "SO2/95", "烟尘/218", "CO/1670", "一般性粉尘/399.6"), "180.00"),
    # before 2015-07 what is over is not doubled in air; since then it is
    (air(OLD, "SO2/950/over"), "600.00"),
    (air(NEW, "SO2/950/over"), "2400.00"),
    (air(NEW, "烟尘/2180"), "600.00"),
    # Beijing 10 a kilogram: 950 × 10; Tianjin's tax 10 an equivalent
    (air("2014-01", "SO2/950", province="北京"), "9500.00"),
    (air(TAX, "SO2/950", province="天津"), "10000.00"),
    (air(TAX, "SO2/950/concentration=15/standard=35"), "600.00"),
    (air(TAX, "SO2/950/concentration=24.5/standard=35"), "900.00"),
    (air(TAX, "SO2/950", rate="12"), "12000.00"),
]  # fmt: skip
FLAT = [
    # fly ash 30 under the fee, 25 under the tax; the others
    (solid(OLD, "粉煤灰/10"), "300.00"),
    (solid(TAX, "粉煤灰/10"), "250.00"),
    (solid(OLD, "冶炼渣/2", "炉渣/2", "其他渣/2"), "150.00"),
    (solid(OLD, "煤矸石/3", "尾矿/3"), "60.00"),
    (solid("2017-12", "危险废物/1.5"), "1500.00"),
    (solid(TAX, "hazardous/1.5", "其他固体废物/1"), "1525.00"),
    # blackness 1 to 5: 1, 3, 5, 10, 20 a tonne of fuel
    *[({"medium": "smoke", "period": OLD, "grade": grade, "fuel": 10}, f"{each * 10}.00")
      for grade, each in ((1, 1), (2, 3), (3, 5), (4, 10), (5, 20))],
    # each step of noise under the fee; 16 and all above
    *[(noise(OLD, day=step), f"{each}.00") for step, each in enumerate(
        (350, 440, 550, 700, 880, 1100, 1400, 1760, 2200, 2800, 3520, 4400, 5600, 7040, 8800, 11200, 11200), 1)],
    # the six bands of the tax at both ends
    *[(noise(TAX, night=step), f"{each}.00") for step, each in (
        (1, 350), (3, 350), (4, 700), (6, 700), (7, 1400), (9, 1400), (10, 2800), (12, 2800), (13, 5600), (15, 5600),
        (16, 11200), (40, 11200))],
    # 12.6 counts as 13, 12.4 as 12, 12.5 as 13, 0.4 as nothing; other ways of rounding
    (noise(OLD, day=12.6), "5600.00"),
    (noise(OLD, day=12.5), "5600.00"),
    (noise(OLD, day=12.4), "4400.00"),
    (noise(OLD, day=0.4), "0.00"),
    (noise(OLD, day=12.4, rounding="up"), "5600.00"),
    (noise(OLD, day=12.9, rounding="down"), "4400.00"),
    # day and night added; the higher of level and peak by night; 14 days half, 15 all; two points doubled
    (noise(OLD, day=3, night=5), "1430.00"),
    (noise(OLD, day=3, night=5, peak=8), "2310.00"),
    (noise(OLD, day=3, night=8, peak=5), "2310.00"),
    (noise(OLD, day=3, days=14), "275.00"),
    (noise(OLD, day=3, days=15), "550.00"),
    (noise(OLD, day=3, two_points=True), "1100.00"),
    (noise(TAX, day=3, days=14, two_points=True), "350.00"),
]  # fmt: skip
# 0.2 % a day from the day after; on the due day nothing; not more than what was due, since 2012
LATE = [
    ("1000.00", "2016-05-10", "2016-05-10", "0.00"),
    ("1000.00", "2016-05-10", "2016-05-11", "2.00"),
    ("1000.00", "2016-05-10", "2016-05-20", "20.00"),
    ("22810.00", "2016-05-10", "2016-06-10", "1414.22"),
    ("1000.00", "2016-01-01", "2017-05-15", "1000.00"),
    ("1000.00", "2016-01-01", "2017-05-14", "998.00"),
    ("1000.00", "2016-01-01", "2020-01-01", "1000.00"),
    ("1000.00", "2008-01-01", "2011-01-01", "2192.00"),
]  # fmt: skip


@pytest.mark.parametrize(("question", "yuan"), [*WATER, *AIR, *FLAT], ids=str)
def test_an_example_gives_what_was_worked_out_by_hand(question, yuan):
    assert calculators.fee(question)["amount"] == yuan


@pytest.mark.parametrize(("amount", "due", "paid", "yuan"), LATE)
def test_a_late_fee_gives_what_was_worked_out_by_hand(amount, due, paid, yuan):
    question = {"kind": "late_fee", "amount": amount, "due_on": due, "paid_on": paid}

    assert calculators.fee(question)["amount"] == yuan

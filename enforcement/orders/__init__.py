"""责令改正、处罚、按日连续处罚、查封扣押、移送: what follows where somebody has broken the law."""

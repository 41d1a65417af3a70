"""预约服务: hours of the counters that anybody books, who waits today, and what became of them."""

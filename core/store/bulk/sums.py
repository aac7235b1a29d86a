"""What is added up for each group of observations, as SQL."""

GROUP = ("site_id", "cohort", "period", "arm", "outcome_id")
# A row that stands for several people counts that often: `sum` and `sum_of_squares` are over people, `n` and `rows` over rows.
SUMS = """count(*) as rows, count(value) as n, sum(people) as people, sum(people * value) as sum,
sum(people * value * value) as sum_of_squares, count(*) - count(value) as missing, min(value) as lowest, max(value) as highest,
count(*) filter (where value in (0, 1)) as zeros_and_ones"""
ADDED_UP = """sum(rows)::bigint as rows, sum(n)::bigint as n, sum(people) as people, sum(sum) as sum,
sum(sum_of_squares) as sum_of_squares, sum(missing)::bigint as missing, min(lowest) as lowest, max(highest) as highest,
sum(zeros_and_ones)::bigint as zeros_and_ones"""
KEPT_SUMS = ("rows", "n", "people", "sum", "sum_of_squares", "missing", "lowest", "highest", "zeros_and_ones")

"""What the filled articles hold that benchmarks look for."""

FREQUENT = "高新"  # in every article
RARE, RARE_ROWS = "欧阳翊鸢", 100

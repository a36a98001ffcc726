"""Expected values of StatisticsTest, from scipy 1.17.1 and numpy 2.4.6: python3 expected.py < scores.csv

The definitions are those that rliable publishes (rliable/metrics.py), written with scipy and numpy.
"""
import csv
import sys

import numpy as np
from scipy import stats

rows = list(csv.DictReader(sys.stdin))
tasks = ["maze", "cards", "chess"]
x, y = (np.array([[float(r[t]) for t in tasks] for r in rows if r["algorithm"] == a]) for a in "xy")
for name, s in (("x", x), ("y", y)):
    print(name, "iqm", repr(float(stats.trim_mean(s, 0.25, axis=None))))
    print(name, "mean", repr(float(np.mean(np.mean(s, axis=0)))))
    print(name, "median", repr(float(np.median(np.mean(s, axis=0)))))
    print(name, "gap", repr(float(1 - np.mean(np.minimum(s, 1)))))
    print(name, "profile", [float(np.mean(s > t)) for t in (0.35, 0.7, 0.9)])
    print(name, "iqm by task", [float(stats.trim_mean(s[:, t], 0.25)) for t in range(3)])
u = [stats.mannwhitneyu(x[:, t], y[:, t], alternative="greater").statistic / 100 for t in range(3)]
print("improvement", repr(float(np.mean(u))), [float(v) for v in u])
print("t interval", stats.t.interval(0.95, 9, loc=np.mean(x[:, 0]), scale=stats.sem(x[:, 0])))
print("welch", [float(stats.ttest_ind(x[:, t], y[:, t], equal_var=False).pvalue) for t in range(3)])
print("paired", [float(stats.ttest_rel(x[:, t], y[:, t]).pvalue) for t in range(3)])
no_ties = stats.mannwhitneyu([6.5, 9, 11, 12, 14], [2.0, 3, 6, 7, 8, 10], method="asymptotic", use_continuity=False)
print("mann-whitney without ties", float(no_ties.pvalue))
print("quantiles", [float(np.percentile(x[:, 0], q)) for q in (2.5, 30, 50, 97.5)])
print("saved", [float(1 - np.var(x[:, t] - y[:, t], ddof=1) / (np.var(x[:, t], ddof=1) + np.var(y[:, t], ddof=1))) for t in range(3)])
rng = np.random.default_rng(0)
draws = np.stack([x[rng.integers(0, 10, (200000, 10)), t] for t in range(3)], axis=2).reshape(200000, -1)
iqms = np.sort(draws, axis=1)[:, 7:-7].mean(axis=1)
print("bootstrap iqm", [float(v) for v in np.percentile(iqms, [2.5, 97.5])])

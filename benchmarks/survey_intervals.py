"""How often intervals of a prevalence hold the truth in cluster surveys, and what 200 bootstrap replicates cost.

    python benchmarks/survey_intervals.py [surveys]

A survey: 30 clusters of 20 children, or 10 of 20, in two strata, weights uniform 0.5-2; the prevalence of a cluster is
Beta with intraclass correlation 0.05 about 1, 5 or 25 %. Shown: the share of surveys whose interval holds the truth
(nominal 95 %), and how many surveys found nobody. Times are CPU seconds.
"""

import sys
import time

import numpy as np

from audit.survey import Design, prevalence
from audit.survey.replicates import bootstrap_factors, bootstrap_se, jackknife_se
from audit.survey.totals import domain_totals, ratios

SURVEYS, SEED = 500, 2025
CHILDREN, ICC = 20, 0.05
CLUSTERS, TRUTHS = (10, 30), (0.01, 0.05, 0.25)
INTERVALS = ("logit", "wilson", "korn-graubard")
ROWS, PSUS, STRATA, DOMAINS, INDICATORS = 20_000, 800, 20, 25, 30


def coverage(surveys: int) -> None:
    print("clusters  truth " + "".join(f"{ci:>15}" for ci in INTERVALS) + "   at 0 %")
    for clusters in CLUSTERS:
        cluster = np.repeat(np.arange(clusters), CHILDREN)
        for truth in TRUTHS:
            rng = np.random.default_rng(SEED)
            held, zero = dict.fromkeys(INTERVALS, 0), 0
            size = (1 - ICC) / ICC
            for _ in range(surveys):
                p = rng.beta(truth * size, (1 - truth) * size, clusters)
                y = rng.random(cluster.size) < p[cluster]
                design = Design(cluster, cluster % 2, rng.uniform(0.5, 2, cluster.size))
                for ci in INTERVALS:
                    row = prevalence(y, design=design, ci=ci).iloc[0]
                    held[ci] += row["low"] <= truth <= row["high"]
                zero += not y.any()
            shares = "".join(f"{held[ci] / surveys:>15.1%}" for ci in INTERVALS)
            print(f"{clusters:>8}  {truth:>5.0%} {shares} {zero:>8}")


def speed() -> None:
    rng = np.random.default_rng(SEED)
    cluster = rng.integers(0, PSUS, ROWS)
    values = np.hstack([rng.random((ROWS, INDICATORS)) < 0.3, np.ones((ROWS, INDICATORS))]).astype(float)
    domain = rng.integers(0, DOMAINS, ROWS)
    prevalence([0, 1])  # what is imported on first use
    began = time.process_time()
    design = Design(cluster, cluster % STRATA, rng.uniform(0.5, 2, ROWS)).resolve(ROWS)
    pairs = domain_totals(values, domain, DOMAINS, design)
    parts = pairs.sums[:, :INDICATORS], pairs.sums[:, INDICATORS:]
    totalled = time.process_time()
    ratios(*parts, pairs, design)
    taylor = time.process_time()
    jackknife_se(*parts, pairs, design)
    jackknife = time.process_time()
    bootstrap_se(*parts, pairs, bootstrap_factors(design, seed=SEED))
    done = time.process_time()
    print(f"{ROWS} children, {PSUS} PSUs, {DOMAINS} domains x {INDICATORS} indicators, CPU seconds:")
    print(
        f"PSU totals {totalled - began:.3f}  Taylor {taylor - totalled:.3f}  jackknife {jackknife - taylor:.3f}"
        f"  bootstrap (200) {done - jackknife:.3f}"
    )


def main() -> None:
    speed()
    coverage(int(sys.argv[1]) if len(sys.argv) > 1 else SURVEYS)


if __name__ == "__main__":
    main()

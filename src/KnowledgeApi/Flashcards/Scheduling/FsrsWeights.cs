using System.Collections.Immutable;

namespace KnowledgeApi.Flashcards.Scheduling;

/// <summary>The model's weights: the default ones, and those of earlier versions made fit for this one.</summary>
public static class FsrsWeights
{
    /// <summary>The decay that was fixed before FSRS-6.</summary>
    private const double EarlierDecay = 0.5;

    private const double LargestShortTerm = 2;
    private const double LeastSameDay = 0.01;

    public const int Count = 21;

    public static ImmutableArray<double> Default { get; } =
    [
        0.212,
        1.2931,
        2.3065,
        8.2956,
        6.4133,
        0.8334,
        3.0194,
        0.001,
        1.8722,
        0.1666,
        0.796,
        1.4835,
        0.0614,
        0.2629,
        1.6483,
        0.6014,
        1.8729,
        0.5425,
        0.0912,
        0.0658,
        0.1542,
    ];

    private static readonly (double Least, double Most)[] Bounds =
    [
        (0.001, 100),
        (0.001, 100),
        (0.001, 100),
        (0.001, 100),
        (1, 10),
        (0.001, 4),
        (0.001, 4),
        (0.001, 0.75),
        (0, 4.5),
        (0, 0.8),
        (0.001, 3.5),
        (0.001, 5),
        (0.001, 0.25),
        (0.001, 0.9),
        (0, 4),
        (0, 1),
        (1, 6),
        (0, LargestShortTerm),
        (0, LargestShortTerm),
        (0, 0.8),
        (0.1, 0.8),
    ];

    /// <summary>Weights of this version, each within its bounds.</summary>
    public static ImmutableArray<double> Bound(IReadOnlyList<double> weights) =>
        [.. weights.Select((weight, i) => Math.Clamp(weight, Bounds[i].Least, Bounds[i].Most))];

    /// <summary>
    /// Weights as an optimizer gave them, of FSRS-4.5 (17), FSRS-5 (19) or FSRS-6 (21), as 21 that fit these steps; null for
    /// any other number.
    /// </summary>
    public static ImmutableArray<double>? Resolve(
        IReadOnlyList<double> weights,
        int relearningSteps,
        bool enableShortTerm
    ) =>
        weights.Count switch
        {
            Count => Fit(Bound(weights), relearningSteps, enableShortTerm),
            19 => Fit(Bound([.. weights, 0, EarlierDecay]), relearningSteps, enableShortTerm),
            17 => Fit(
                Bound([.. FromVersion4(Bound(weights)), 0, 0, 0, EarlierDecay]),
                relearningSteps,
                enableShortTerm
            ),
            _ => null,
        };

    private static ImmutableArray<double> FromVersion4(ImmutableArray<double> w) =>
        w.SetItem(4, Math.Round(2 * w[5] + w[4], 8))
            .SetItem(5, Math.Round(Math.Log(3 * w[5] + 1) / 3, 8))
            .SetItem(6, Math.Round(w[6] + 0.5, 8));

    private static ImmutableArray<double> Fit(ImmutableArray<double> w, int relearningSteps, bool enableShortTerm)
    {
        if (enableShortTerm)
            w = w.SetItem(19, Math.Max(w[19], LeastSameDay));
        if (relearningSteps < 2)
            return w;
        // Several steps on the day of a lapse must not make a card more stable than it was before it.
        var ceiling = -(Math.Log(w[11]) + Math.Log(Math.Pow(2, w[13]) - 1) + 0.3 * w[14]) / relearningSteps;
        ceiling = Math.Clamp(Math.Round(ceiling, 8), 0.01, LargestShortTerm);
        return w.SetItem(17, Math.Min(w[17], ceiling)).SetItem(18, Math.Min(w[18], ceiling));
    }
}

using System.Collections.Immutable;

namespace KnowledgeApi.Flashcards.Scheduling;

/// <summary>
/// The memory model FSRS-6: how stability S (days until recall falls to 90 %) and difficulty D change with a review.
/// Results are rounded to 8 decimals, so that a state that was stored goes on as one that was computed.
/// </summary>
public sealed class Fsrs
{
    /// <summary>What every derived state is stamped with: states of another model are derived anew.</summary>
    public const string Model = "FSRS-6";

    private const double LeastStability = 0.001;
    private const double MostStability = 36_500;
    private const double LeastInitialStability = 0.1;

    private readonly ImmutableArray<double> w;
    private readonly bool shortTerm;
    private readonly double decay;
    private readonly double factor;

    public Fsrs(FsrsParameters parameters)
    {
        w = parameters.W;
        shortTerm = parameters.EnableShortTerm;
        decay = -w[20];
        factor = Round(Math.Exp(Math.Log(0.9) / decay) - 1);
        IntervalModifier = Round((Math.Pow(parameters.RequestRetention, 1 / decay) - 1) / factor);
    }

    /// <summary>Days until the requested retention is reached, for each day of stability.</summary>
    public double IntervalModifier { get; }

    /// <summary>The chance of recall after some days.</summary>
    public double Retrievability(double elapsedDays, double stability) =>
        Round(Math.Pow(1 + factor * elapsedDays / stability, decay));

    public (double Stability, double Difficulty) Start(Rating rating) =>
        (Math.Max(w[(int)rating - 1], LeastInitialStability), Math.Clamp(InitialDifficulty(rating), 1, 10));

    public (double Stability, double Difficulty) Next(
        double stability,
        double difficulty,
        int elapsedDays,
        Rating rating
    )
    {
        var recall = Retrievability(elapsedDays, stability);
        var next =
            elapsedDays == 0 && shortTerm ? SameDay(stability, rating)
            : rating == Rating.Again ? Forgotten(stability, difficulty, recall)
            : Recalled(stability, difficulty, recall, rating);
        return (next, NextDifficulty(difficulty, rating));
    }

    private double InitialDifficulty(Rating rating) => Round(w[4] - Math.Exp(((int)rating - 1) * w[5]) + 1);

    private double NextDifficulty(double difficulty, Rating rating)
    {
        var damped = Round(-w[6] * ((int)rating - 3) * (10 - difficulty) / 9);
        var reverted = w[7] * InitialDifficulty(Rating.Easy) + (1 - w[7]) * (difficulty + damped);
        return Math.Clamp(Round(reverted), 1, 10);
    }

    private double SameDay(double stability, Rating rating)
    {
        var increase = Math.Pow(stability, -w[19]) * Math.Exp(w[17] * ((int)rating - 3 + w[18]));
        return Bounded(stability * (rating >= Rating.Hard ? Math.Max(increase, 1) : increase));
    }

    private double Forgotten(double stability, double difficulty, double recall)
    {
        var forgotten = Bounded(
            w[11] * Math.Pow(difficulty, -w[12]) * (Math.Pow(stability + 1, w[13]) - 1) * Math.Exp((1 - recall) * w[14])
        );
        var most = shortTerm ? stability / Math.Exp(w[17] * w[18]) : stability;
        return Math.Min(forgotten, Math.Max(Round(most), LeastStability));
    }

    private double Recalled(double stability, double difficulty, double recall, Rating rating)
    {
        var growth =
            Math.Exp(w[8])
            * (11 - difficulty)
            * Math.Pow(stability, -w[9])
            * (Math.Exp((1 - recall) * w[10]) - 1)
            * (rating == Rating.Hard ? w[15] : 1)
            * (rating == Rating.Easy ? w[16] : 1);
        return Bounded(stability * (1 + growth));
    }

    private static double Bounded(double stability) => Round(Math.Clamp(stability, LeastStability, MostStability));

    private static double Round(double value) => Math.Round(value, 8, MidpointRounding.AwayFromZero);
}

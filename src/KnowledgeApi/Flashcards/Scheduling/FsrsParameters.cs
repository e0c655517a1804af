using System.Collections.Immutable;

namespace KnowledgeApi.Flashcards.Scheduling;

/// <summary>What a learner may choose about scheduling.</summary>
public sealed record FsrsParameters
{
    public static FsrsParameters Default { get; } = new();

    /// <summary>The chance of recall at which a card comes again.</summary>
    public double RequestRetention { get; init; } = 0.9;

    /// <summary>In days.</summary>
    public int MaximumInterval { get; init; } = 36_500;

    /// <summary>Whether there are steps within a day, and whether reviews on the same day count.</summary>
    public bool EnableShortTerm { get; init; } = true;

    /// <summary>Spreads intervals, so that cards learnt together do not all come on one day.</summary>
    public bool EnableFuzz { get; init; }

    public ImmutableArray<LearningStep> LearningSteps { get; init; } = [new(1), new(10)];

    public ImmutableArray<LearningStep> RelearningSteps { get; init; } = [new(10)];

    /// <summary>The 21 of FSRS-6, within their bounds.</summary>
    public ImmutableArray<double> W { get; init; } = FsrsWeights.Default;

    public bool Equals(FsrsParameters? other) =>
        other is not null
        && RequestRetention == other.RequestRetention
        && MaximumInterval == other.MaximumInterval
        && EnableShortTerm == other.EnableShortTerm
        && EnableFuzz == other.EnableFuzz
        && LearningSteps.SequenceEqual(other.LearningSteps)
        && RelearningSteps.SequenceEqual(other.RelearningSteps)
        && W.SequenceEqual(other.W);

    public override int GetHashCode() => HashCode.Combine(RequestRetention, MaximumInterval, EnableShortTerm, W[0]);
}

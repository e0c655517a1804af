using System.Collections.Immutable;
using System.Text.Json;
using KnowledgeApi.Hosting.Requests;

namespace KnowledgeApi.Flashcards.Scheduling;

/// <summary>Scheduling parameters out of JSON; what is absent keeps its default, and every error is told.</summary>
internal static class ParametersReader
{
    public const int LongestInterval = 36_500;
    private const int MostSteps = 10;
    private const double LeastRetention = 0.7;
    private const double MostRetention = 0.99;

    // Given beside the weights they follow from, as in published sets of parameters.
    private static readonly string[] Derived = ["decay", "factor", "intervalModifier"];

    public static FsrsParameters Read(JsonFields fields, FsrsParameters usual)
    {
        var relearning = Steps(fields, "relearningSteps", usual.RelearningSteps);
        var shortTerm = fields.Boolean("enableShortTerm") ?? usual.EnableShortTerm;
        foreach (var name in Derived)
            fields.Number(name);
        return new()
        {
            RequestRetention = Retention(fields) ?? usual.RequestRetention,
            MaximumInterval = Interval(fields) ?? usual.MaximumInterval,
            EnableShortTerm = shortTerm,
            EnableFuzz = fields.Boolean("enableFuzz") ?? usual.EnableFuzz,
            LearningSteps = Steps(fields, "learningSteps", usual.LearningSteps),
            RelearningSteps = relearning,
            W = Weights(fields, usual.W, relearning.Length, shortTerm),
        };
    }

    private static double? Retention(JsonFields fields)
    {
        if (fields.Number("requestRetention") is not { } retention)
            return null;
        if (retention is >= LeastRetention and <= MostRetention)
            return retention;
        fields.Refuse("requestRetention", $"It is {retention:R}.", $"{LeastRetention} to {MostRetention}");
        return null;
    }

    private static int? Interval(JsonFields fields)
    {
        if (fields.Integer("maximumInterval") is not { } days)
            return null;
        if (days is >= 1 and <= LongestInterval)
            return days;
        fields.Refuse("maximumInterval", $"It is {days}.", $"1 to {LongestInterval} days");
        return null;
    }

    private static ImmutableArray<LearningStep> Steps(
        JsonFields fields,
        string name,
        ImmutableArray<LearningStep> usual
    )
    {
        var given = fields.Has(name);
        var texts = fields.Texts(name, MostSteps);
        if (!given)
            return usual;
        var steps = ImmutableArray.CreateBuilder<LearningStep>();
        foreach (var text in texts)
            if (LearningStep.Parse(text) is { } step)
                steps.Add(step);
            else
                fields.Refuse(name, $"'{Hosting.Problems.Shown.Text(text, 20)}' is no step.", LearningStep.Form);
        return steps.ToImmutable();
    }

    private static ImmutableArray<double> Weights(
        JsonFields fields,
        ImmutableArray<double> usual,
        int relearningSteps,
        bool shortTerm
    )
    {
        var (resolved, supplied) = (fields.Find("w"), fields.Find("wInput"));
        if ((resolved ?? supplied) is not { } value)
            return usual;
        if (Numbers(value) is { Count: FsrsWeights.Count } w && resolved is not null)
            return FsrsWeights.Bound(w);
        if (Numbers(value) is { } earlier && FsrsWeights.Resolve(earlier, relearningSteps, shortTerm) is { } converted)
            return converted;
        fields.Refuse(
            resolved is null ? "wInput" : "w",
            value,
            "17, 19 or 21 finite numbers: weights of FSRS-4.5, FSRS-5 or FSRS-6"
        );
        return usual;
    }

    private static List<double>? Numbers(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() > FsrsWeights.Count)
            return null;
        var numbers = new List<double>();
        foreach (var item in value.EnumerateArray())
        {
            if (
                item.ValueKind != JsonValueKind.Number
                || !item.TryGetDouble(out var number)
                || !double.IsFinite(number)
            )
                return null;
            numbers.Add(number);
        }
        return numbers;
    }
}

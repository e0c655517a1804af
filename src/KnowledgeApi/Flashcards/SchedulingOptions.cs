using System.Text.Json;
using KnowledgeApi.Flashcards.Scheduling;
using KnowledgeApi.Hosting;
using KnowledgeApi.Hosting.Requests;
using KnowledgeApi.Simulations;
using NetworkSimulator;

namespace KnowledgeApi.Flashcards;

/// <summary>What a learner chose about flashcards.</summary>
/// <param name="NewCardsPerDay">How many cards never seen before a day brings.</param>
public sealed record SchedulingOptions(FsrsParameters Parameters, int NewCardsPerDay)
{
    private const int MostNewCards = 1_000;

    public static SchedulingOptions Default { get; } = new(new FsrsParameters { EnableFuzz = true }, 20);

    /// <summary>As it was stored.</summary>
    public static SchedulingOptions Read(string? json) =>
        json is null ? Default : JsonSerializer.Deserialize<SchedulingOptions>(json, Json.Options)!;

    public string Write() => JsonSerializer.Serialize(this, Json.Options);

    /// <summary>As a caller sends it; what is absent stays as it was.</summary>
    internal static Outcome<SchedulingOptions> Read(JsonElement json, SchedulingOptions usual)
    {
        var errors = new List<PlanError>();
        if (!JsonTexts.AreReadable(json))
            errors.Add(new("", "A text is no valid Unicode.", "valid Unicode"));
        else if (JsonFields.Of(json, "", errors) is { } fields)
        {
            var parameters = ParametersReader.Read(fields, usual.Parameters);
            var newCards = fields.Integer("newCardsPerDay") ?? usual.NewCardsPerDay;
            if (newCards is < 0 or > MostNewCards)
                fields.Refuse("newCardsPerDay", $"It is {newCards}.", $"0 to {MostNewCards}");
            fields.RefuseOthers();
            if (errors.Count == 0)
                return new SchedulingOptions(parameters, newCards);
        }
        return PlanFault.Of(errors);
    }
}

/// <summary>What a learner may choose; what is absent keeps its value.</summary>
/// <param name="RequestRetention">The chance of recall at which a card comes again, 0.7 to 0.99; by default 0.9.</param>
/// <param name="MaximumInterval">Days; by default 36500.</param>
/// <param name="EnableShortTerm">Whether there are steps within a day; by default true.</param>
/// <param name="LearningSteps">By default <c>1m</c>, <c>10m</c>.</param>
/// <param name="RelearningSteps">By default <c>10m</c>.</param>
/// <param name="W">17, 19 or 21 weights of one's own.</param>
/// <param name="EnableFuzz">Spreads cards over days; by default true.</param>
/// <param name="NewCardsPerDay">0 to 1000; by default 20.</param>
public sealed record SchedulingChoice(
    double? RequestRetention,
    int? MaximumInterval,
    bool? EnableShortTerm,
    IReadOnlyList<string>? LearningSteps,
    IReadOnlyList<string>? RelearningSteps,
    IReadOnlyList<double>? W,
    bool? EnableFuzz,
    int? NewCardsPerDay
);

using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using KnowledgeApi.Hosting;
using KnowledgeApi.Hosting.Requests;
using KnowledgeApi.Simulations;
using NetworkSimulator;

namespace KnowledgeApi.Flashcards.Scheduling;

/// <summary>A review history to schedule; nothing of it is stored.</summary>
/// <param name="Created">When the card was made; by default when it was first reviewed.</param>
/// <param name="Reviews">In the order in which they happened.</param>
/// <param name="PreviewAt">Asks what each answer would give then, after the last review.</param>
public sealed record ScheduleRequest(
    DateTimeOffset? Created,
    ScheduleParameters? Parameters,
    IReadOnlyList<ScheduleReview> Reviews,
    DateTimeOffset? PreviewAt
);

/// <summary>All are optional.</summary>
/// <param name="RequestRetention">0.7 to 0.99; by default 0.9.</param>
/// <param name="MaximumInterval">Days; by default 36500.</param>
/// <param name="EnableShortTerm">By default true.</param>
/// <param name="LearningSteps">By default <c>1m</c>, <c>10m</c>.</param>
/// <param name="RelearningSteps">By default <c>10m</c>.</param>
/// <param name="W">17, 19 or 21 weights.</param>
/// <param name="EnableFuzz">By default false.</param>
/// <param name="Seed">What fuzz is drawn by.</param>
public sealed record ScheduleParameters(
    double? RequestRetention,
    int? MaximumInterval,
    bool? EnableShortTerm,
    IReadOnlyList<string>? LearningSteps,
    IReadOnlyList<string>? RelearningSteps,
    IReadOnlyList<double>? W,
    bool? EnableFuzz,
    int? Seed
);

/// <param name="Rating">1 Again, 2 Hard, 3 Good, 4 Easy.</param>
public sealed record ScheduleReview(DateTimeOffset At, int Rating);

internal sealed record ReviewHistory(
    DateTimeOffset Created,
    FsrsParameters Parameters,
    string Seed,
    ImmutableArray<(DateTimeOffset At, Rating Rating)> Reviews,
    DateTimeOffset? PreviewAt
)
{
    private const int MostReviews = 10_000;

    public static Outcome<ReviewHistory> Read(JsonElement json)
    {
        var errors = new List<PlanError>();
        if (!JsonTexts.AreReadable(json))
            errors.Add(new("", "A text is no valid Unicode.", "valid Unicode"));
        else if (JsonFields.Of(json, "", errors) is { } fields)
        {
            var history = Read(fields);
            if (errors.Count == 0)
                return history;
        }
        return PlanFault.Of(errors);
    }

    private static ReviewHistory Read(JsonFields fields)
    {
        var created = ReviewTimes.Read(fields, "created");
        var chosen = fields.Object("parameters");
        var parameters = chosen is null
            ? FsrsParameters.Default
            : ParametersReader.Read(chosen, FsrsParameters.Default);
        var seed = chosen?.Integer("seed") ?? 0;
        chosen?.RefuseOthers();
        fields.Require("reviews", "a list of {at, rating}");
        var reviews = ReadReviews(fields, created);
        var preview = ReviewTimes.Read(fields, "previewAt");
        if (preview < (reviews.IsEmpty ? created : reviews[^1].At))
            fields.Refuse("previewAt", "It is before the last review.", "a time after it");
        fields.RefuseOthers();
        var start = created ?? (reviews.IsEmpty ? preview : reviews[0].At) ?? DateTimeOffset.UnixEpoch;
        return new(start, parameters, seed.ToString(CultureInfo.InvariantCulture), reviews, preview);
    }

    private static ImmutableArray<(DateTimeOffset At, Rating Rating)> ReadReviews(
        JsonFields fields,
        DateTimeOffset? created
    )
    {
        var reviews = ImmutableArray.CreateBuilder<(DateTimeOffset At, Rating Rating)>();
        var (last, before) = (created, "the card was created");
        foreach (var review in fields.Objects("reviews", MostReviews))
        {
            if (review is null)
                continue;
            var (at, rating) = (ReviewTimes.Read(review, "at"), Ratings.Read(review));
            review.Require("at", ReviewTimes.Form);
            review.RefuseOthers();
            if (at < last)
                review.Refuse(
                    "at",
                    $"It is before {before}, at {UtcTimeConverter.Text(last.Value)}.",
                    "times in order"
                );
            if (at is { } time && rating is { } how)
                reviews.Add((time, how));
            (last, before) = (at ?? last, "the review before it");
        }
        return reviews.ToImmutable();
    }
}

using KnowledgeApi.Flashcards;
using KnowledgeApi.Hosting.Requests;

namespace KnowledgeApi.Learners;

/// <summary>Who asks: a learner, or somebody who has only the handle of a session.</summary>
public sealed record Caller(string? LearnerId, SchedulingOptions Scheduling)
{
    public static Caller Anonymous { get; } = new(null, SchedulingOptions.Default);

    /// <summary>The learner, or what to do to be one.</summary>
    public Outcome<string> Learner(string what) =>
        LearnerId is { } id
            ? id
            : new Fault(
                StatusCodes.Status401Unauthorized,
                $"{what} needs a learner. POST /api/v1/learners gives a key; send it as Authorization: Bearer KEY."
            );
}

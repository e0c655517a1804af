using KnowledgeApi.Hosting.Requests;
using KnowledgeApi.Learners;
using KnowledgeApi.Storage;

namespace KnowledgeApi.Practice;

/// <summary>
/// A learner's session has an id, of use to that learner only. A session without a learner has a handle in its place, which
/// is a secret: whoever has it may go on, so the database holds its hash.
/// </summary>
internal static class SessionIds
{
    private const string IdPrefix = "ps_";
    private const string HandlePrefix = "ph_";

    public static readonly TimeSpan HandleLives = TimeSpan.FromHours(24);

    public static string New(Caller caller) => Secrets.New(caller.LearnerId is null ? HandlePrefix : IdPrefix);

    /// <summary>As it stands in the database; null for what cannot be one.</summary>
    public static string? Stored(string id) =>
        id.StartsWith(IdPrefix, StringComparison.Ordinal) ? id
        : id.StartsWith(HandlePrefix, StringComparison.Ordinal) ? Secrets.Hash(id)
        : null;

    public static bool MayUse(Caller caller, SessionRow session, DateTimeOffset now) =>
        (session.LearnerId is null || session.LearnerId == caller.LearnerId) && !(session.ExpiresAt <= now);

    // The same for a foreign session as for one that never was.
    public static Fault NotFound(string id) =>
        new(
            StatusCodes.Status404NotFound,
            $"There is no session '{Hosting.Problems.Shown.Text(id)}' of yours. One without a learner is gone after 24 hours; POST /api/v1/practice-sessions starts another."
        );
}

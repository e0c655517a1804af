using KnowledgeApi.Hosting.Requests;
using KnowledgeApi.Learners;

namespace KnowledgeApi.Hosting.Mcp;

/// <summary>The key of the one learner who sits before a local agent.</summary>
/// <param name="Key">Null for nobody.</param>
internal sealed record LocalLearner(string? Key);

/// <summary>What brought a message, where that was HTTP; kept here, since an ambient context costs every request.</summary>
public sealed class McpRequest
{
    public HttpContext? Http { get; set; }

    /// <summary>The call that it brought, where its answer is one that is kept.</summary>
    public KeptCall? Kept { get; set; }
}

/// <summary>Who calls a tool. A key is never an argument: what a model writes, it may repeat elsewhere.</summary>
public sealed class McpCaller(CallerReader callers, LearnerDesk desk, McpRequest request, IServiceProvider services)
{
    private const string WhereKeysAre =
        "The client, not the model, sends a learner's key: as the header Authorization: Bearer KEY, or over standard input and output as the environment variable KNOWLEDGE_LEARNER_KEY. POST /api/v1/learners makes one.";

    public async Task<Outcome<Caller>> ReadAsync()
    {
        if (request.Http is { } context)
            return await callers.ReadAsync(context);
        return services.GetService<LocalLearner>()?.Key is { Length: > 0 } key
            ? await desk.FindAsync(key)
            : Caller.Anonymous;
    }

    /// <summary>The fault in words for a caller who has tools instead of addresses.</summary>
    public static Fault ForTools(Fault fault, string? handle = null) =>
        fault.Status switch
        {
            StatusCodes.Status401Unauthorized => fault with
            {
                // What is wrong; how to mend it is told for both doors after it.
                Detail = $"{fault.Detail.Split(". ")[0].TrimEnd('.')}. {WhereKeysAre}",
            },
            StatusCodes.Status404NotFound when handle is not null => fault with
            {
                Detail =
                    $"'handle' is '{Problems.Shown.Text(handle)}'; allowed: the handle of a session of yours. One without a learner is gone after 24 hours. Action start makes another.",
            },
            _ when handle is not null => fault with
            {
                Detail = fault
                    .Detail.Replace(
                        $"GET /api/v1/practice-sessions/{handle}/report",
                        "action report",
                        StringComparison.Ordinal
                    )
                    .Replace($"GET /api/v1/practice-sessions/{handle}", "action next", StringComparison.Ordinal)
                    .Replace($"PUT /api/v1/practice-sessions/{handle}/end", "action end", StringComparison.Ordinal),
            },
            _ => fault with
            {
                Detail = fault.Detail.Replace(
                    "GET /api/v1/flashcards/due",
                    "review_flashcards with action due",
                    StringComparison.Ordinal
                ),
            },
        };
}

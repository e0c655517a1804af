using System.Diagnostics;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;

namespace KnowledgeApi.Hosting.Problems;

/// <summary>Writes every problem as JSON, whatever the caller accepts: an unreadable answer beats an empty one.</summary>
public sealed class ProblemWriter(IOptions<LimitOptions> limits) : IProblemDetailsWriter
{
    public bool CanWrite(ProblemDetailsContext context) => true;

    public async ValueTask WriteAsync(ProblemDetailsContext context)
    {
        var (http, problem) = (context.HttpContext, context.ProblemDetails);
        problem.Status ??= http.Response.StatusCode;
        problem.Title ??= ReasonPhrases.GetReasonPhrase(problem.Status.Value);
        problem.Detail ??= Explain(http, problem.Status.Value);
        problem.Instance ??= http.Request.Path;
        problem.Extensions["traceId"] = TraceId(http);
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.Remove("ETag");
        await http.Response.WriteAsJsonAsync(problem, Json.Options, "application/problem+json", http.RequestAborted);
    }

    /// <summary>By which the log tells what happened.</summary>
    public static string TraceId(HttpContext http) => Activity.Current?.TraceId.ToString() ?? http.TraceIdentifier;

    private string? Explain(HttpContext http, int status) =>
        status switch
        {
            404 => $"Nothing is served at {Shown.Text(http.Request.Path)}. What is, stands at /swagger.",
            405 =>
                $"{Shown.Text(http.Request.Method)} is not possible here. Possible: {Shown.Text(http.Response.Headers.Allow.ToString())}.",
            406 => "Nothing that Accept names is offered here.",
            413 => $"The body is larger than the {BodyLimit.Of(http, limits.Value):N0} bytes allowed here.",
            415 =>
                $"The body's type '{Shown.Text(http.Request.ContentType ?? "")}' is not read here. Send application/json.",
            _ => null,
        };
}

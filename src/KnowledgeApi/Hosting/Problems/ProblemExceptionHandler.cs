using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;

namespace KnowledgeApi.Hosting.Problems;

/// <summary>A caller's fault is told in full, a fault of ours only by its trace id.</summary>
public sealed partial class ProblemExceptionHandler(ILogger<ProblemExceptionHandler> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(
        HttpContext httpContext,
        Exception exception,
        CancellationToken cancellationToken
    )
    {
        if (httpContext.RequestAborted.IsCancellationRequested)
        {
            httpContext.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
            return true;
        }
        var result = exception is BadHttpRequestException bad
            ? Describe(httpContext, bad)
            : Hide(httpContext, exception);
        await result.ExecuteAsync(httpContext);
        return true;
    }

    private static IResult Describe(HttpContext http, BadHttpRequestException bad) =>
        (bad.StatusCode, bad.InnerException) switch
        {
            (var status, JsonException json) => Problem.Of(status, Describe(json), ("errors", new[] { Place(json) })),
            (StatusCodes.Status415UnsupportedMediaType, _) => Problem.Of(
                bad.StatusCode,
                "The body has no type. Send the header Content-Type: application/json."
            ),
            (var status, _) when bad.Message.Contains("body", StringComparison.Ordinal) && status == 400 => Problem.Of(
                status,
                "The request needs a JSON body (Content-Type: application/json)."
            ),
            (var status, _) => Problem.Of(status, Shown.Text(bad.Message, 300)),
        };

    private static string Describe(JsonException e) => $"The JSON body cannot be read: {Reason(e)}";

    private static object Place(JsonException e) =>
        new
        {
            line = e.LineNumber + 1,
            column = e.BytePositionInLine + 1,
            field = e.Path is null or "$" ? null : e.Path.TrimStart('$', '.'),
            message = Reason(e),
        };

    // The exception's text names our types and repeats the place; a reader gets neither.
    private static string Reason(JsonException e)
    {
        var field = e.Path is null or "$" ? "the body" : $"'{e.Path.TrimStart('$', '.')}'";
        var text = e.Message switch
        {
            var m when m.Contains("could not be converted to", StringComparison.Ordinal) =>
                $"{field} is not of the type expected.",
            var m when m.Contains("doesn't allow null", StringComparison.Ordinal) => $"{field} must not be null.",
            var m when m.IndexOf("missing required properties", StringComparison.Ordinal) is >= 0 and var at => m[at..],
            var m => m,
        };
        foreach (var tail in (string[])[" Path: ", " LineNumber: "])
            if (text.IndexOf(tail, StringComparison.Ordinal) is >= 0 and var at)
                text = text[..at];
        return $"{Shown.Text(text.TrimEnd(), 400)} (line {e.LineNumber + 1}, column {e.BytePositionInLine + 1})";
    }

    private IResult Hide(HttpContext http, Exception exception)
    {
        LogFault(exception, http.Request.Method, http.Request.Path, ProblemWriter.TraceId(http));
        return Problem.Of(500, "Something went wrong here, not with your request. Report the traceId.");
    }

    [LoggerMessage(LogLevel.Error, "{Method} {Path} failed, trace {TraceId}")]
    private partial void LogFault(Exception exception, string method, string path, string traceId);
}

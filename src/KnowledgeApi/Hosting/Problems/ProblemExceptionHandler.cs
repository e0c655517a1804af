using System.Diagnostics;
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

    static IResult Describe(HttpContext http, BadHttpRequestException bad) =>
        (bad.StatusCode, bad.InnerException) switch
        {
            (413, _) => Problem.Of(413, TooLarge(http)),
            (415, _) => Problem.Of(
                415,
                $"The body's type '{Shown.Text(http.Request.ContentType ?? "")}' is not read here. Send application/json."
            ),
            (var status, JsonException json) => Problem.Of(status, Describe(json), ("errors", new[] { Place(json) })),
            (var status, _) when http.Request.ContentLength is 0 or null && http.Request.ContentType is null =>
                Problem.Of(status, "The request needs a JSON body (Content-Type: application/json)."),
            (var status, _) => Problem.Of(status, Shown.Text(bad.Message, 300)),
        };

    static string TooLarge(HttpContext http)
    {
        var limit = http
            .Features.Get<Microsoft.AspNetCore.Http.Features.IHttpMaxRequestBodySizeFeature>()
            ?.MaxRequestBodySize;
        return limit is { } bytes
            ? $"The body is larger than the {bytes:N0} bytes allowed here."
            : "The body is larger than allowed here.";
    }

    static string Describe(JsonException e) => $"The JSON body cannot be read: {Reason(e)}";

    static object Place(JsonException e) =>
        new
        {
            line = e.LineNumber + 1,
            column = e.BytePositionInLine + 1,
            field = e.Path is null or "$" ? null : e.Path.TrimStart('$', '.'),
            message = Reason(e),
        };

    // The exception's text names our types and repeats the place; what comes before both is fit for a reader.
    static string Reason(JsonException e)
    {
        var text = e.Message;
        if (text.StartsWith("The JSON value could not be converted to ", StringComparison.Ordinal))
            text = $"the value of '{e.Path}' is not of the type expected.";
        foreach (var tail in (string[])[" Path: ", " LineNumber: "])
            if (text.IndexOf(tail, StringComparison.Ordinal) is >= 0 and var at)
                text = text[..at];
        return Shown.Text($"{text.TrimEnd()} (line {e.LineNumber + 1}, column {e.BytePositionInLine + 1})", 400);
    }

    IResult Hide(HttpContext http, Exception exception)
    {
        var traceId = Activity.Current?.TraceId.ToString() ?? http.TraceIdentifier;
        LogFault(exception, http.Request.Method, http.Request.Path, traceId);
        return Problem.Of(500, "Something went wrong here, not with your request. Report the traceId.");
    }

    [LoggerMessage(LogLevel.Error, "{Method} {Path} failed, trace {TraceId}")]
    partial void LogFault(Exception exception, string method, string path, string traceId);
}

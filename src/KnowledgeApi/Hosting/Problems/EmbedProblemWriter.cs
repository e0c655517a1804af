using Microsoft.AspNetCore.WebUtilities;

namespace KnowledgeApi.Hosting.Problems;

/// <summary>Whoever sees an embedded page is a person: a problem is told as a page.</summary>
public sealed class EmbedProblemWriter : IProblemDetailsWriter
{
    public bool CanWrite(ProblemDetailsContext context) =>
        context.HttpContext.Request.Path.StartsWithSegments("/embed");

    public ValueTask WriteAsync(ProblemDetailsContext context)
    {
        var (http, problem) = (context.HttpContext, context.ProblemDetails);
        var status = problem.Status ?? http.Response.StatusCode;
        var title = problem.Title ?? ReasonPhrases.GetReasonPhrase(status);
        var detail = Html.Encode(problem.Detail ?? "There is no such page.");
        var trace = status < 500 ? "" : $"\n<p>Trace <code>{ProblemWriter.TraceId(http)}</code></p>";
        var body = $"<h1>{Html.Encode(title)}</h1>\n<p role=\"status\">{detail}</p>{trace}";
        return new(HtmlPage.Of(title, body, status).ExecuteAsync(http));
    }
}

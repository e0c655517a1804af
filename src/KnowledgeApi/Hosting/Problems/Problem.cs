using Microsoft.AspNetCore.Mvc;

namespace KnowledgeApi.Hosting.Problems;

/// <summary>Problem details (RFC 9457) whose detail says how to mend the request.</summary>
public static class Problem
{
    public static IResult Of(int status, string detail, params (string Name, object? Value)[] extensions)
    {
        var problem = new ProblemDetails { Status = status, Detail = detail };
        foreach (var (name, value) in extensions)
            if (value is not null)
                problem.Extensions[name] = value;
        return new ProblemResult(problem);
    }

    public static IResult BadRequest(string detail) => Of(StatusCodes.Status400BadRequest, detail);

    public static IResult Forbidden(string detail) => Of(StatusCodes.Status403Forbidden, detail);

    public static IResult NotAcceptable(params string[] offered) =>
        Of(
            StatusCodes.Status406NotAcceptable,
            $"Nothing that Accept names is offered here. Offered: {string.Join(", ", offered)}."
        );
}

/// <summary>Unlike the framework's own, it knows its status when a filter asks, and leaves all writing to one place.</summary>
public sealed class ProblemResult(ProblemDetails problem) : IResult, IStatusCodeHttpResult, IValueHttpResult
{
    private const string RetrySeconds = "3";

    public int? StatusCode => problem.Status;

    public object Value => problem;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = problem.Status ?? StatusCodes.Status500InternalServerError;
        var headers = httpContext.Response.Headers;
        if (problem.Status == StatusCodes.Status401Unauthorized)
            headers.WWWAuthenticate = HasToken(httpContext.Request) ? "Bearer error=\"invalid_token\"" : "Bearer";
        if (problem.Status == StatusCodes.Status503ServiceUnavailable)
            headers.RetryAfter = RetrySeconds;
        await httpContext
            .RequestServices.GetRequiredService<IProblemDetailsService>()
            .WriteAsync(new() { HttpContext = httpContext, ProblemDetails = problem });
    }

    // RFC 6750: who sent a token learns that it is the token's fault, who sent none learns only what to send.
    private static bool HasToken(HttpRequest request) =>
        request.Headers.Authorization.ToString() is var header
        && header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)
        && header.AsSpan("Bearer ".Length).Trim().Length > 0;
}

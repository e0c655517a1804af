using KnowledgeApi.Hosting;
using KnowledgeApi.Hosting.Requests;
using Microsoft.AspNetCore.Http.HttpResults;

namespace KnowledgeApi.Learners;

/// <summary>What one person sees is kept by nobody on the way.</summary>
internal static class PrivateResults
{
    public static async Task<IResult> ToPrivateResult<T>(
        this Task<Outcome<T>> outcome,
        HttpContext http,
        int status = StatusCodes.Status200OK
    )
        where T : class => (await outcome).ToResult(value => Of(http, value, status));

    public static JsonHttpResult<T> Of<T>(HttpContext http, T value, int status = StatusCodes.Status200OK)
    {
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Json(value, Json.Options, statusCode: status);
    }
}

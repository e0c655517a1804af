using Microsoft.Net.Http.Headers;

namespace KnowledgeApi.Hosting.Requests;

/// <summary>Which of the forms on offer a caller wants.</summary>
public static class Accepts
{
    /// <summary>The best match, the first on offer where nothing is asked for; null where nothing fits.</summary>
    public static string? Best(HttpRequest request, params ReadOnlySpan<string> offered)
    {
        request.HttpContext.Response.Headers.Append(HeaderNames.Vary, HeaderNames.Accept);
        if (!MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var wanted) || wanted.Count == 0)
            return offered[0];
        string? best = null;
        var bestQuality = 0.0;
        foreach (var type in offered)
        {
            var quality = Quality(wanted, new MediaTypeHeaderValue(type));
            if (quality > bestQuality)
                (best, bestQuality) = (type, quality);
        }
        return best;
    }

    // The most specific range that covers a type decides its quality.
    private static double Quality(IList<MediaTypeHeaderValue> wanted, MediaTypeHeaderValue offered)
    {
        var covering = wanted.Where(range => Covers(range, offered)).MaxBy(Specificity);
        return covering is null ? 0 : covering.Quality ?? 1;
    }

    private static bool Covers(MediaTypeHeaderValue range, MediaTypeHeaderValue offered) =>
        range.MatchesAllTypes
        || (
            range.Type.Equals(offered.Type, StringComparison.OrdinalIgnoreCase)
            && (range.MatchesAllSubTypes || range.SubType.Equals(offered.SubType, StringComparison.OrdinalIgnoreCase))
        );

    private static int Specificity(MediaTypeHeaderValue range) =>
        range.MatchesAllTypes ? 0
        : range.MatchesAllSubTypes ? 1
        : 2;
}

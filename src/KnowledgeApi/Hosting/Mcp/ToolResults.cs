using System.Globalization;
using System.Text;
using System.Text.Json;
using KnowledgeApi.Hosting.Requests;
using KnowledgeApi.Simulations;
using ModelContextProtocol.Protocol;

namespace KnowledgeApi.Hosting.Mcp;

/// <summary>Outcomes as tools tell them: an answer within its budget, or a fault that says how to mend the call.</summary>
public static class ToolResults
{
    // As many as a model mends in one go; the rest shows in the next call.
    private const int MostErrors = 20;

    public static CallToolResult ToTool<T>(
        this Outcome<T> outcome,
        Func<T, string> markdown,
        int maxTokens = Budget.Usual
    )
        where T : class => Fitting(1, maxTokens, _ => outcome, markdown);

    /// <summary>As many items as the budget holds: where those asked for take more, fewer are asked for.</summary>
    public static CallToolResult Fitting<T>(
        int items,
        int maxTokens,
        Func<int, Outcome<T>> ask,
        Func<T, string> markdown
    )
        where T : class
    {
        while (true)
        {
            var outcome = ask(items);
            if (outcome.Fault is { } fault)
                return Refused(fault);
            var answer = ToolAnswer.Of(outcome.Value!, markdown(outcome.Value!));
            if (answer.Tokens <= maxTokens)
                return answer.ToResult();
            if (items <= 1)
                return Refused(TooLarge(answer.Tokens, maxTokens));
            items = Math.Clamp((int)((long)items * maxTokens / answer.Tokens), 1, items - 1);
        }
    }

    public static CallToolResult Refused(string text) =>
        new() { IsError = true, Content = [new TextContentBlock { Text = text }] };

    public static CallToolResult Refused(Fault fault)
    {
        var text = new StringBuilder(fault.Detail);
        foreach (var error in (fault.Errors ?? []).Take(MostErrors).Where(error => error is not ArgumentError))
            if (error is not ManifestErrorView manifest)
                text.Append("\n- ").Append(Written(error));
            else if (manifest.Line is not null || !fault.Detail.Contains(manifest.Message, StringComparison.Ordinal))
                text.Append("\n- ").Append(Line(manifest));
        if (fault.Errors is { Count: > MostErrors } many)
            text.Append(CultureInfo.InvariantCulture, $"\n- … and {many.Count - MostErrors} more");
        return Refused(text.ToString());
    }

    private static Fault TooLarge(int tokens, int maxTokens) =>
        new(
            StatusCodes.Status422UnprocessableEntity,
            tokens <= Budget.Largest
                ? $"'maxTokens' is {maxTokens}, and one part of the answer alone takes {tokens}; allowed: {tokens} to {Budget.Largest}."
                : $"One part of the answer alone takes {tokens} tokens, and no answer here is over {Budget.Largest}. Ask for less at once; over REST it comes whole."
        );

    private static string Line(ManifestErrorView error)
    {
        var place = new List<string>();
        if (error.Document is { } document)
            place.Add(string.Create(CultureInfo.InvariantCulture, $"document {document}"));
        if (error.Line is { } line)
            place.Add(string.Create(CultureInfo.InvariantCulture, $"line {line}"));
        if (error.Column is { } column)
            place.Add(string.Create(CultureInfo.InvariantCulture, $"column {column}"));
        if (error.Field is { } field)
            place.Add($"field {field}");
        return $"{string.Join(", ", place)}: {error.Message} Expected: {error.Expected}";
    }

    private static string Written(object error) => JsonSerializer.Serialize(error, Json.Options);
}

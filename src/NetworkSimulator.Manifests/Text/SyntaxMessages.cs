using System.Globalization;

namespace NetworkSimulator.Manifests.Text;

/// <summary>Turns what the parsers say about broken text into sentences of ours.</summary>
internal static class SyntaxMessages
{
    public static string Of(string parserMessage, int unclosedLine)
    {
        var message = parserMessage.Trim();
        // The parser puts the position before the message; the error carries it in fields of its own.
        var position = message.StartsWith('(') ? message.IndexOf("): ", StringComparison.Ordinal) : -1;
        if (position >= 0)
            message = message[(position + 3)..];
        var unclosed =
            unclosedLine == 0
                ? ""
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $" The bracket or brace of line {unclosedLine} is open here."
                );
        return $"The YAML cannot be read: {Lower(message.TrimEnd('.'))}.{unclosed}";
    }

    /// <summary>Words for an exception that is none of the parser's own.</summary>
    public static string Unexpected(Exception exception) =>
        exception is InvalidOperationException
            ? "found what cannot stand here"
            : "found an escape that stands for no character";

    public static string Expected(string text) =>
        text.Contains("{{", StringComparison.Ordinal)
            ? "YAML; a template is to be rendered first, for example with helm template"
        : text.Contains("```", StringComparison.Ordinal) ? "YAML alone, without the Markdown fences (```) around it"
        : "YAML: spaces for indentation, key: value pairs, closed quotes and brackets";

    private static string Lower(string message) =>
        message.Length > 1 && char.IsUpper(message[0]) && char.IsLower(message[1])
            ? char.ToLowerInvariant(message[0]) + message[1..]
            : message;
}

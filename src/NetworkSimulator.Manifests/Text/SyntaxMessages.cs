namespace NetworkSimulator.Manifests.Text;

/// <summary>Turns what the parsers say about broken text into sentences of ours.</summary>
internal static class SyntaxMessages
{
    public static string Of(string parserMessage)
    {
        var message = parserMessage.Trim();
        // The parser puts the position before the message; the error carries it in fields of its own.
        var position = message.StartsWith('(') ? message.IndexOf("): ", StringComparison.Ordinal) : -1;
        if (position >= 0)
            message = message[(position + 3)..];
        return $"The YAML cannot be read: {Lower(message.TrimEnd('.'))}.";
    }

    public static string Expected(string text) =>
        text.Contains("{{", StringComparison.Ordinal)
            ? "YAML; a template is to be rendered first, for example with helm template"
            : "YAML: spaces for indentation, key: value pairs, closed quotes and brackets";

    private static string Lower(string message) =>
        message.Length > 1 && char.IsUpper(message[0]) && char.IsLower(message[1])
            ? char.ToLowerInvariant(message[0]) + message[1..]
            : message;
}

using System.Buffers;
using System.Text;
using System.Text.Json;

namespace NetworkSimulator.Manifests.Text;

/// <summary>Reads a text of JSON values, as <c>kubectl get -o json</c> prints them, into one tree after the other.</summary>
internal sealed class JsonText(string text, DocumentTree tree, ManifestLimits limits, CancellationToken cancellation)
{
    private const int TokensBetweenChecks = 4096;

    private int _scanned;
    private int _line = 1;
    private int _column = 1;

    /// <summary>Whether the text looks like JSON rather than YAML in flow style, whose keys need no quotes.</summary>
    public static bool LooksLikeJson(string text)
    {
        var rest = text.AsSpan().TrimStart();
        if (rest.IsEmpty || rest[0] is not ('{' or '['))
            return false;
        rest = rest[1..].TrimStart();
        return rest.IsEmpty || rest[0] is '"' or '{' or '[' or '}' or ']';
    }

    /// <summary>Reads the text if it is JSON from end to end; otherwise hands nothing over.</summary>
    public bool TryRead(Action<DocumentTree> onDocument)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        try
        {
            var length = Encoding.UTF8.GetBytes(text, bytes);
            var utf8 = bytes.AsSpan(0, length);
            if (!IsJson(utf8))
                return false;
            Read(utf8, onDocument);
            return true;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    private JsonReaderOptions Options => new() { AllowMultipleValues = true, MaxDepth = limits.MaxDepth + 2 };

    private bool IsJson(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8, Options);
        try
        {
            while (reader.Read())
                // Half a surrogate pair is only found out when an escaped string is unescaped.
                if (reader.TokenType is JsonTokenType.PropertyName or JsonTokenType.String && reader.ValueIsEscaped)
                    _ = reader.GetString();
            return true;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    private void Read(ReadOnlySpan<byte> utf8, Action<DocumentTree> onDocument)
    {
        var reader = new Utf8JsonReader(utf8, Options);
        var document = 0;
        var tokens = 0;
        while (reader.Read())
        {
            if (++tokens % TokensBetweenChecks == 0)
                cancellation.ThrowIfCancellationRequested();
            Advance(utf8, (int)reader.TokenStartIndex);
            if (reader.CurrentDepth == 0 && reader.TokenType is not (JsonTokenType.EndObject or JsonTokenType.EndArray))
                tree.Begin(++document);
            if (!Take(ref reader))
                return;
            if (
                reader.CurrentDepth == 0
                && reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray)
            )
                onDocument(tree);
        }
    }

    private bool Take(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                return tree.Start(NodeKind.Mapping, _line, _column);
            case JsonTokenType.StartArray:
                return tree.Start(NodeKind.Sequence, _line, _column);
            case JsonTokenType.EndObject or JsonTokenType.EndArray:
                return tree.Finish();
            case JsonTokenType.PropertyName or JsonTokenType.String:
                tree.Scalar(reader.GetString()!, NodeKind.Quoted, _line, _column);
                return true;
            case JsonTokenType.Number:
                tree.Scalar(Encoding.UTF8.GetString(reader.ValueSpan), NodeKind.Plain, _line, _column);
                return true;
            default:
                tree.Scalar(Literal(reader.TokenType), NodeKind.Plain, _line, _column);
                return true;
        }
    }

    private static string Literal(JsonTokenType type) =>
        type switch
        {
            JsonTokenType.True => "true",
            JsonTokenType.False => "false",
            _ => "null",
        };

    /// <summary>Counts lines and columns up to a token; each byte is looked at once.</summary>
    private void Advance(ReadOnlySpan<byte> utf8, int position)
    {
        foreach (var b in utf8[_scanned..position])
            if (b == (byte)'\n')
                (_line, _column) = (_line + 1, 1);
            else if ((b & 0xC0) != 0x80)
                _column++;
        _scanned = position;
    }
}

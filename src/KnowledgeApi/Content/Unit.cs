using System.Text;
using System.Text.Json.Serialization;

namespace KnowledgeApi.Content;

/// <summary>The smallest piece that can be quoted: plain text with its lines in the source file.</summary>
public readonly struct Unit
{
    // UTF-8, shared with the article's body and all its units: a large series would take twice the memory as strings.
    private readonly byte[] bytes;
    private readonly int start;
    private readonly int length;

    internal Unit(UnitKind kind, int startLine, int endLine, int answerStart, byte[] bytes, int start, int length)
    {
        (this.bytes, this.start, this.length) = (bytes, start, length);
        (Kind, StartLine, EndLine, AnswerStart) = (kind, startLine, endLine, answerStart);
    }

    public UnitKind Kind { get; }

    /// <summary>Made anew at each call.</summary>
    public string Text => Encoding.UTF8.GetString(Utf8);

    /// <summary>The text as it is kept.</summary>
    internal ReadOnlySpan<byte> Utf8 => bytes.AsSpan(start, length);

    /// <summary>First and last line in the source file, from 1.</summary>
    public int StartLine { get; }

    public int EndLine { get; }

    /// <summary>For a question with its answer, where in <see cref="Text"/> the answer starts; else 0.</summary>
    public int AnswerStart { get; }

    /// <summary>Where its bytes start in those of its article.</summary>
    internal int Start => start;

    /// <summary>In UTF-8.</summary>
    internal int Length => length;
}

/// <param name="At">Where in the article's Markdown it starts, or shortly before; null where it does not stand there as it is.</param>
internal sealed record UnitDraft(
    UnitKind Kind,
    string Text,
    int StartLine,
    int EndLine,
    int? At = null,
    int AnswerStart = 0
);

[JsonConverter(typeof(JsonStringEnumConverter<UnitKind>))]
public enum UnitKind
{
    [JsonStringEnumMemberName("paragraph")]
    Paragraph,

    [JsonStringEnumMemberName("bullet")]
    Bullet,

    [JsonStringEnumMemberName("row")]
    Row,

    [JsonStringEnumMemberName("question")]
    Question,

    [JsonStringEnumMemberName("code")]
    Code,
}

namespace NetworkSimulator.Dns;

/// <summary>A name that a client looks up, read once.</summary>
/// <param name="Text">The name in lower case, without final dot; empty where it is no name.</param>
/// <param name="IsAbsolute">Whether it ended in a dot.</param>
/// <param name="Dots">The dots in it, the final one not counted.</param>
internal sealed record QueryName(string Text, bool IsAbsolute, int Dots)
{
    /// <summary>Whether it is a name at all: no empty or overlong label, no blank.</summary>
    public bool IsName => Text.Length > 0;

    public static QueryName Of(string name)
    {
        Span<char> buffer = stackalloc char[DnsName.MaxLength];
        return DnsName.TryRead(name, buffer, out var length, out var absolute, out var dots)
            ? new(buffer[..length].ToString(), absolute, dots)
            : new("", absolute, dots);
    }
}

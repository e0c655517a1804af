using NetworkSimulator.Manifests.Text;
using NetworkSimulator.Objects;

namespace NetworkSimulator.Manifests.Kinds;

/// <summary>Reads values of the API's own types, with their errors.</summary>
internal static class FieldValues
{
    /// <summary>Reads one of a fixed set of words, which are matched with case as the API does.</summary>
    public static T Choice<T>(this Field node, T fallback)
        where T : struct, Enum
    {
        if (node.IsEmptyText || node.AsString() is not { } text)
            return fallback;
        // Enum.TryParse also takes numbers and lists, which the API doesn't.
        if (
            text.Length > 0
            && char.IsAsciiLetter(text[0])
            && Enum.TryParse<T>(text, out var value)
            && Enum.GetName(value) == text
        )
            return value;
        node.NotOneOf(text, Enum.GetNames<T>());
        return fallback;
    }

    public static void NotOneOf(this Field node, string text, params ReadOnlySpan<string> allowed) =>
        node.Error($"The value {Field.Shorten(text)} is not allowed here.", $"one of {string.Join(", ", allowed!)}");

    public static string Matching(this Field node, Func<string, bool> isValid, string expected)
    {
        var text = node.AsString();
        if (text is null)
            return "";
        if (isValid(text))
            return text;
        node.Error(
            text.Length == 0 ? "The value is empty." : $"The value {Field.Shorten(text)} is not valid here.",
            expected
        );
        return "";
    }

    /// <summary>Like <see cref="Matching"/> for fields whose empty value is the API's way to leave them unset.</summary>
    public static string Optional(this Field node, Func<string, bool> isValid, string expected) =>
        node.IsEmptyText ? "" : node.Matching(isValid, expected);

    public static IpAddress Address(this Field node)
    {
        var text = node.AsString();
        if (text is null)
            return default;
        if (IpAddress.TryParse(text, out var address))
            return address;
        var slash = text.Contains('/') ? " It has a prefix length, which an address has not." : "";
        node.Error(
            $"The value {Field.Shorten(text)} is no IP address.{slash}",
            "an address such as 10.0.0.1 or 2001:db8::1"
        );
        return default;
    }

    public static bool TryCidr(this Field node, out Cidr cidr)
    {
        cidr = default;
        var text = node.AsString();
        if (text is null)
            return false;
        if (Cidr.TryParse(text, out cidr))
            return true;
        node.Error(
            $"The value {Field.Shorten(text)} is no CIDR block.",
            "a block such as 10.0.0.0/16 or 2001:db8::/64"
        );
        return false;
    }

    /// <summary>Reads a port given by number or by name.</summary>
    public static PortReference? PortOrName(this Field node)
    {
        if (!node.Exists)
            return null;
        if (node.IsScalar && node.ScalarType == ScalarType.String)
        {
            var name = node.RawText;
            if (Names.IsPortName(name))
                return new(0, name);
            var digits = name.Length > 0 && name.AsSpan().IndexOfAnyExceptInRange('0', '9') < 0;
            node.Error(
                digits
                    ? $"The value \"{name}\" is a port name because of its quotes, and a name needs a letter."
                    : $"The value {Field.Shorten(name)} is no port name.",
                digits ? $"{name} without quotes" : $"a port from 1 to 65535, or a name: {Names.PortName}"
            );
            return null;
        }
        return node.AsInteger(1, 65535) is { } number ? new(number, "") : null;
    }

    public static int Port(this Field parent, string field) => parent[field].AsInteger(1, 65535) ?? 0;
}

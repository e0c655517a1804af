using System.Globalization;
using System.Text;

namespace NetworkSimulator.Ingresses.Nginx;

/// <summary>The path as nginx compares it: decoded, without empty and dotted elements.</summary>
internal static class NginxPath
{
    public static string Normalize(string path)
    {
        if (
            !path.Contains('%')
            && !path.Contains("//", StringComparison.Ordinal)
            && !path.Contains("/.", StringComparison.Ordinal)
        )
            return path;
        var elements = new List<string>();
        var decoded = Decode(path);
        var parts = decoded.Split('/');
        for (var i = 1; i < parts.Length; i++)
            if (parts[i] == "..")
                elements.RemoveRange(Math.Max(elements.Count - 1, 0), Math.Min(elements.Count, 1));
            else if (parts[i] is not ("" or "."))
                elements.Add(parts[i]);
        var endsInSlash = elements.Count > 0 && parts[^1] is "" or "." or "..";
        return $"/{string.Join('/', elements)}{(endsInSlash ? "/" : "")}";
    }

    private static string Decode(string path)
    {
        var bytes = new List<byte>(path.Length);
        for (var i = 0; i < path.Length; i++)
            if (
                path[i] == '%'
                && i + 2 < path.Length
                && byte.TryParse(
                    path.AsSpan(i + 1, 2),
                    NumberStyles.AllowHexSpecifier,
                    CultureInfo.InvariantCulture,
                    out var value
                )
            )
            {
                bytes.Add(value);
                i += 2;
            }
            else
                bytes.AddRange(Encoding.UTF8.GetBytes(path, i, 1));
        return Encoding.UTF8.GetString([.. bytes]);
    }
}

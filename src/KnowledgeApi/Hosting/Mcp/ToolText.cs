using System.Globalization;
using System.Text;

namespace KnowledgeApi.Hosting.Mcp;

/// <summary>Writes a tool's answer as text.</summary>
internal static class ToolText
{
    public static void Line(StringBuilder text, FormattableString line) =>
        text.AppendLine(line.ToString(CultureInfo.InvariantCulture));
}

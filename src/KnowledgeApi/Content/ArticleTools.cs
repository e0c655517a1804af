using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using KnowledgeApi.Hosting.Mcp;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace KnowledgeApi.Content;

[McpServerToolType]
public sealed class ArticleTools(Library library)
{
    [Kept]
    [McpServerTool(
        Title = "Read a section of an article",
        ReadOnly = true,
        Destructive = false,
        Idempotent = true,
        OpenWorld = false,
        UseStructuredContent = true,
        OutputSchemaType = typeof(SectionPart)
    )]
    [Description(
        "Reads one section, with those below it, as Markdown. Use it after search_knowledge, which gives article and anchor, before you state details. Cite the url."
    )]
    public CallToolResult ReadSection(
        [Description("The article's slug."), Example("\"kubernetes-networking\"")] string article,
        [Description("The section's anchor, or its heading."), Example("\"service-types\"")] string section,
        [Description(Budget.Description), Range(Budget.Least, Budget.Largest)] int maxTokens = Budget.Usual,
        [Description(Budget.CursorDescription)] string? cursor = null
    ) => SectionReader.Read(library, article, section, maxTokens, cursor);
}

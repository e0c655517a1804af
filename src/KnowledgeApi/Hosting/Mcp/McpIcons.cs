using System.Text;
using ModelContextProtocol.Protocol;

namespace KnowledgeApi.Hosting.Mcp;

/// <summary>Small drawings for lists that people see; they travel with lists only, never with a result.</summary>
internal static class McpIcons
{
    public static readonly IList<Icon> Book = Draw("M4 5c3-1 6-1 8 1 2-2 5-2 8-1v13c-3-1-6-1-8 1-2-2-5-2-8-1zM12 6v13");
    public static readonly IList<Icon> Search = Draw("M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM15.5 15.5 20 20");
    public static readonly IList<Icon> Quiz = Draw("M9 9a3 3 0 1 1 4 3c-1 .5-1 1-1 2M12 18v.5M4 4h16v17H4z");
    public static readonly IList<Icon> Route = Draw("M5 5h4v4H5zM15 15h4v4h-4zM9 7h5a3 3 0 0 1 3 3v5");

    private static readonly Dictionary<string, IList<Icon>> ByTool = new()
    {
        ["search_knowledge"] = Search,
        ["answer_question"] = Search,
        ["read_section"] = Book,
        ["get_questions"] = Quiz,
        ["check_answer"] = Quiz,
        ["practice"] = Quiz,
        ["review_flashcards"] = Quiz,
        ["mock_interview"] = Quiz,
        ["explain_topic"] = Book,
    };

    /// <summary>Of a tool or a prompt.</summary>
    public static IList<Icon> Of(string name) => ByTool.GetValueOrDefault(name, Route);

    private static IList<Icon> Draw(string path)
    {
        var svg =
            $"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 24 24' fill='none' stroke='#326ce5' stroke-width='2'><path d='{path}'/></svg>";
        var data = Convert.ToBase64String(Encoding.UTF8.GetBytes(svg));
        return
        [
            new Icon
            {
                Source = $"data:image/svg+xml;base64,{data}",
                MimeType = "image/svg+xml",
                Sizes = ["any"],
            },
        ];
    }
}

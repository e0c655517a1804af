using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace KnowledgeApi.Content.Checking;

/// <summary>C# that readers would copy and that doesn't compile against ASP.NET Core.</summary>
internal static class CSharpCheck
{
    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Net.Http.Json;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using Microsoft.AspNetCore.Builder;
        global using Microsoft.AspNetCore.Hosting;
        global using Microsoft.AspNetCore.Http;
        global using Microsoft.AspNetCore.Routing;
        global using Microsoft.Extensions.Configuration;
        global using Microsoft.Extensions.DependencyInjection;
        global using Microsoft.Extensions.Hosting;
        global using Microsoft.Extensions.Logging;
        """;

    private static readonly Lazy<ImmutableArray<MetadataReference>> References = new(() =>
        [
            .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
                .Split(Path.PathSeparator)
                .Select(path => MetadataReference.CreateFromFile(path)),
        ]
    );

    private static readonly SyntaxTree Usings = CSharpSyntaxTree.ParseText(ImplicitUsings);

    public static IEnumerable<ContentProblem> Run(Article article)
    {
        var fences = article.CodeFences.Where(fence => fence.Language is "csharp" or "cs" or "c#").ToList();
        var trees = fences.ConvertAll(fence => CSharpSyntaxTree.ParseText(fence.Code));
        for (var i = 0; i < fences.Count; i++)
        {
            var errors = Errors(trees[i], []);
            // A later fence may use what an earlier one declares.
            if (errors.Count > 0)
                errors = Errors(trees[i], trees.Where((tree, other) => other != i && !HasStatements(tree)));
            if (errors.Count > 0)
                yield return ContentCheck.Warning(
                    article.SourceFile,
                    fences[i].StartLine + 1 + errors[0].Location.GetLineSpan().StartLinePosition.Line,
                    $"The C# does not compile: {errors[0].GetMessage(System.Globalization.CultureInfo.InvariantCulture)} ({errors[0].Id})."
                );
        }
    }

    private static List<Diagnostic> Errors(SyntaxTree tree, IEnumerable<SyntaxTree> others)
    {
        var kind = HasStatements(tree) ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary;
        var options = new CSharpCompilationOptions(kind, nullableContextOptions: NullableContextOptions.Enable);
        return
        [
            .. CSharpCompilation
                .Create("Fence", [Usings, tree, .. others], References.Value, options)
                .GetDiagnostics()
                .Where(diagnostic =>
                    diagnostic.Severity == DiagnosticSeverity.Error && diagnostic.Location.SourceTree == tree
                )
                .OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start),
        ];
    }

    private static bool HasStatements(SyntaxTree tree) =>
        tree.GetCompilationUnitRoot().Members.Any(member => member is GlobalStatementSyntax);
}

namespace NetworkSimulator.Manifests.Text;

/// <summary>Reads the documents of a text: by the JSON reader where it is JSON, otherwise as YAML, of which JSON is a part.</summary>
internal static class DocumentText
{
    public static void Read(
        string text,
        DocumentTree tree,
        ManifestLimits limits,
        Action<DocumentTree> onDocument,
        CancellationToken cancellation
    )
    {
        // Editors put a byte order mark there, which is no part of the text.
        if (text.StartsWith('\ufeff'))
            text = text[1..];
        if (JsonText.LooksLikeJson(text) && new JsonText(text, tree, limits, cancellation).TryRead(onDocument))
            return;
        new YamlText(text, tree, limits, cancellation).Read(onDocument);
    }
}

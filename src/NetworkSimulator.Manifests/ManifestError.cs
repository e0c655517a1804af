namespace NetworkSimulator.Manifests;

/// <summary>One thing that is wrong with a submission, and how to mend it.</summary>
/// <param name="Document">Number of the YAML document, from 1; 0 for a fault of no document, such as a text that is too long.</param>
/// <param name="Line">Line from 1, over the whole text; 0 where the input has no lines of its own.</param>
/// <param name="Column">Column from 1; 0 where the line is 0.</param>
/// <param name="Field">Path from the document's root, such as <c>spec.ports[0].port</c>; empty for the document as a whole.</param>
/// <param name="Message">What is wrong, as a sentence.</param>
/// <param name="Expected">What was expected in its place.</param>
public sealed record ManifestError(int Document, int Line, int Column, string Field, string Message, string Expected);

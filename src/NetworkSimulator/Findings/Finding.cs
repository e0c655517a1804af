namespace NetworkSimulator.Findings;

/// <summary>Something the manifests get wrong, whether or not a request shows it.</summary>
/// <param name="Severity">How bad it is.</param>
/// <param name="Code">A stable name in kebab case, such as <c>service-selects-nothing</c>.</param>
/// <param name="Object">The object, as <c>Kind NS/NAME</c>.</param>
/// <param name="Document">Number of its YAML document, from 1.</param>
/// <param name="Line">The line to look at, from 1.</param>
/// <param name="Message">What is wrong and what follows from it, in one or two sentences.</param>
/// <param name="Fix">What to change.</param>
public sealed record Finding(
    FindingSeverity Severity,
    string Code,
    string Object,
    int Document,
    int Line,
    string Message,
    string Fix
);

/// <summary>How bad a finding is.</summary>
public enum FindingSeverity
{
    /// <summary>It cannot work as written.</summary>
    Error,

    /// <summary>It is probably not what was meant.</summary>
    Warning,

    /// <summary>Worth knowing.</summary>
    Info,
}

using System.Globalization;

namespace NetworkSimulator.Manifests.Text;

/// <summary>What a value in the text is. Plain scalars get their type from their spelling, quoted ones are strings.</summary>
internal enum NodeKind : byte
{
    Plain,
    Quoted,
    Mapping,
    Sequence,
    Alias,
}

/// <summary>A value of a document. A mapping's children are keys and values in turn; a subtree is contiguous.</summary>
internal struct TreeNode
{
    public string? Text;
    public int Line;
    public int Column;

    /// <summary>Index after the last node of the subtree; for an alias the index of its anchor's node.</summary>
    public int End;
    public NodeKind Kind;
}

/// <summary>
/// One document as a flat array in text order, filled from YAML or JSON and reused for the next document, so that
/// fields nobody reads cost no allocation of ours.
/// </summary>
internal sealed class DocumentTree(ErrorList errors, ManifestLimits limits)
{
    private struct Open
    {
        public int Node;
        public int Depth;
        public long Size;
        public string? Anchor;
        public bool IsFlow;
        public int Children;
    }

    private readonly record struct Anchored(int Node, long Size, int Depth);

    private readonly Dictionary<string, Anchored> _anchors = [];
    private readonly HashSet<string> _keys = [];
    private TreeNode[] _nodes = new TreeNode[1024];
    private Open[] _open = new Open[16];
    private int _openCount;
    private bool _hasAliases;

    public ErrorList Errors => errors;

    /// <summary>Number of the document, from 1.</summary>
    public int Number { get; private set; }

    public int Count { get; private set; }

    public bool IsBroken { get; private set; }

    /// <summary>Line of the innermost bracket or brace that is still open; 0 where there is none.</summary>
    public int UnclosedLine =>
        _openCount > 0 && _open[_openCount - 1].IsFlow ? _nodes[_open[_openCount - 1].Node].Line : 0;

    public ref readonly TreeNode this[int index] => ref _nodes[index];

    public void Begin(int number)
    {
        Number = number;
        Array.Clear(_nodes, 0, Count);
        Count = 0;
        _openCount = 0;
        _hasAliases = false;
        IsBroken = false;
        if (_anchors.Count > 0)
            _anchors.Clear();
    }

    /// <summary>Follows an alias to the value it stands for.</summary>
    public int Resolve(int index) => _nodes[index].Kind == NodeKind.Alias ? _nodes[index].End : index;

    /// <summary>Index after the node and all below it.</summary>
    public int After(int index) => _nodes[index].Kind == NodeKind.Alias ? index + 1 : _nodes[index].End;

    public void Scalar(string text, NodeKind kind, int line, int column, string? anchor = null)
    {
        var index = Append(kind, line, column);
        _nodes[index].Text = text;
        _nodes[index].End = index + 1;
        Grow(1, 1);
        if (anchor is not null)
            _anchors[anchor] = new(index, 1, 1);
    }

    /// <summary>Opens a mapping or sequence; false where it is nested too deeply to go on.</summary>
    public bool Start(NodeKind kind, int line, int column, string? anchor = null, bool isFlow = false)
    {
        var index = Append(kind, line, column);
        if (_openCount == limits.MaxDepth)
            return Refuse(index, $"Values are nested more than {limits.MaxDepth} levels deep.", "flatter nesting");
        if (_openCount == _open.Length)
            Array.Resize(ref _open, _open.Length * 2);
        _open[_openCount++] = new()
        {
            Node = index,
            Anchor = anchor,
            IsFlow = isFlow,
        };
        // An alias inside its own anchor would never end: the anchor counts as not yet defined.
        if (anchor is not null)
            _anchors.Remove(anchor);
        return true;
    }

    /// <summary>Closes the innermost mapping or sequence; false where the document has grown too large.</summary>
    public bool Finish()
    {
        var open = _open[--_openCount];
        ref var node = ref _nodes[open.Node];
        node.End = Count;
        // The parser lets some broken mappings pass with a value and no key.
        if (node.Kind == NodeKind.Mapping && open.Children % 2 != 0)
            return Refuse(open.Node, "A value stands here without a key.", "key: value pairs");
        if (node.Kind == NodeKind.Mapping)
            CheckKeys(open.Node);
        var size = open.Size + 1;
        if (open.Depth + 1 + _openCount > limits.MaxDepth && _hasAliases)
            return Refuse(open.Node, $"Values are nested more than {limits.MaxDepth} levels deep.", "flatter nesting");
        if (_hasAliases && size > MaxExpanded)
        {
            var allowed = MaxExpanded.ToString(CultureInfo.InvariantCulture);
            return Refuse(
                open.Node,
                $"With its aliases followed the document grows beyond {allowed} values.",
                "fewer or smaller aliases"
            );
        }
        Grow(size, open.Depth + 1);
        if (open.Anchor is not null)
            _anchors[open.Anchor] = new(open.Node, size, open.Depth + 1);
        return true;
    }

    public bool Alias(string name, int line, int column)
    {
        var index = Append(NodeKind.Alias, line, column);
        if (!_anchors.TryGetValue(name, out var target))
            return Refuse(
                index,
                $"The alias *{name} refers to no anchor before it, or to one that it is part of.",
                $"an anchor &{name} earlier in the same document"
            );
        _nodes[index].End = target.Node;
        _hasAliases = true;
        Grow(target.Size, target.Depth);
        return true;
    }

    private long MaxExpanded =>
        Math.Min(limits.MaxExpandedValues, Math.Max(10_000, (long)Count * limits.MaxAliasGrowth));

    private int Append(NodeKind kind, int line, int column)
    {
        if (Count == _nodes.Length)
            Array.Resize(ref _nodes, _nodes.Length * 2);
        ref var node = ref _nodes[Count];
        node.Kind = kind;
        node.Line = line;
        node.Column = column;
        return Count++;
    }

    private void Grow(long size, int depth)
    {
        if (_openCount == 0)
            return;
        ref var parent = ref _open[_openCount - 1];
        parent.Size += size;
        parent.Children++;
        if (depth > parent.Depth)
            parent.Depth = depth;
    }

    private bool Refuse(int index, string message, string expected)
    {
        IsBroken = true;
        _nodes[index].End = Math.Max(_nodes[index].End, index + 1);
        Report(index, message, expected);
        return false;
    }

    private void CheckKeys(int mapping)
    {
        var end = _nodes[mapping].End;
        var seen = 0;
        _keys.Clear();
        for (var key = mapping + 1; key < end; key = After(After(key)))
        {
            var text = _nodes[Resolve(key)].Text;
            if (text is null)
            {
                IsBroken = true;
                ReportAt(
                    key,
                    mapping,
                    "A key is a mapping or a list.",
                    "a key that is a string; a template is to be rendered first"
                );
                continue;
            }
            // Comparing the few keys of a usual mapping one by one beats hashing them.
            var repeated = seen++ < 12 ? IsAmongEarlier(mapping, key, text) : IsAmongAll(mapping, key, text);
            if (repeated && text != "<<")
                Report(key, $"The key {text} stands here a second time.", "each key once");
        }
    }

    private bool IsAmongEarlier(int mapping, int key, string text)
    {
        for (var other = mapping + 1; other < key; other = After(After(other)))
            if (_nodes[Resolve(other)].Text == text)
                return true;
        return false;
    }

    private bool IsAmongAll(int mapping, int key, string text)
    {
        if (_keys.Count == 0)
            for (var other = mapping + 1; other < key; other = After(After(other)))
                if (_nodes[Resolve(other)].Text is { } earlier)
                    _keys.Add(earlier);
        return !_keys.Add(text);
    }

    private void Report(int index, string message, string expected) => ReportAt(index, index, message, expected);

    private void ReportAt(int place, int field, string message, string expected)
    {
        if (errors.IsFull)
        {
            errors.Count(1);
            return;
        }
        // Containers still open have no end yet, which the path needs.
        for (var i = 0; i < _openCount; i++)
            _nodes[_open[i].Node].End = Count;
        errors.Add(Number, _nodes[place].Line, _nodes[place].Column, FieldPath.Of(this, field), message, expected);
    }
}

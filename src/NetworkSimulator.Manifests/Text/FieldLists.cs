namespace NetworkSimulator.Manifests.Text;

/// <summary>The items of a list; none where it is absent.</summary>
internal readonly struct FieldItems(Field list)
{
    public Field List => list;

    public bool Exists => list.Exists;

    public int Count
    {
        get
        {
            var count = 0;
            foreach (var _ in this)
                count++;
            return count;
        }
    }

    public Enumerator GetEnumerator() => new(list);

    internal struct Enumerator(Field list)
    {
        private int _next = list.Exists ? list.Index + 1 : 0;
        private int _current;

        public readonly Field Current => new(list.Tree, list.Tree.Resolve(_current), _current, list.Index, null);

        public bool MoveNext()
        {
            if (!list.Exists || list.Kind != NodeKind.Sequence || _next >= list.Tree[list.Index].End)
                return false;
            _current = _next;
            _next = list.Tree.After(_next);
            return true;
        }
    }
}

/// <summary>The fields of a mapping; none where it is absent. A mapping with merge keys is flattened first.</summary>
internal readonly struct FieldEntries(Field mapping)
{
    public Enumerator GetEnumerator() => new(mapping);

    internal struct Enumerator
    {
        private readonly DocumentTree _tree;
        private readonly int _mapping;
        private readonly int _end;
        private readonly List<int>? _merged;
        private int _next;
        private int _key;

        public Enumerator(Field mapping)
        {
            _tree = mapping.Tree;
            if (!mapping.Exists || mapping.Kind != NodeKind.Mapping)
                return;
            _mapping = mapping.Index;
            _end = _tree[_mapping].End;
            _next = _mapping + 1;
            if (!HasMerge(_tree, _mapping))
                return;
            _merged = [];
            Flatten(_tree, _mapping, _merged, []);
            (_next, _end) = (0, _merged.Count);
        }

        public readonly string Key => _tree[_tree.Resolve(_key)].Text!;

        public readonly Field Value => Field.OfKey(_tree, _key, _mapping, Key);

        public readonly Enumerator Current => this;

        public bool MoveNext()
        {
            if (_next >= _end)
                return false;
            _key = _merged is null ? _next : _merged[_next];
            _next = _merged is null ? _tree.After(_tree.After(_next)) : _next + 1;
            return true;
        }

        private static bool HasMerge(DocumentTree tree, int mapping)
        {
            for (var key = mapping + 1; key < tree[mapping].End; key = tree.After(tree.After(key)))
                if (tree[tree.Resolve(key)].Text == "<<")
                    return true;
            return false;
        }

        private static void Flatten(DocumentTree tree, int mapping, List<int> keys, HashSet<string> seen)
        {
            var merges = new List<int>();
            for (var key = mapping + 1; key < tree[mapping].End; key = tree.After(tree.After(key)))
            {
                var text = tree[tree.Resolve(key)].Text!;
                if (text == "<<")
                    merges.Add(tree.Resolve(tree.After(key)));
                else if (seen.Add(text))
                    keys.Add(key);
            }
            foreach (var merge in merges)
                if (tree[merge].Kind == NodeKind.Mapping)
                    Flatten(tree, merge, keys, seen);
                else if (tree[merge].Kind == NodeKind.Sequence)
                    for (var item = merge + 1; item < tree[merge].End; item = tree.After(item))
                        if (tree[tree.Resolve(item)].Kind == NodeKind.Mapping)
                            Flatten(tree, tree.Resolve(item), keys, seen);
        }
    }
}

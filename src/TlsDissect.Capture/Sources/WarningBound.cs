namespace TlsDissect.Capture.Sources;

/// <summary>Limits the warnings about one file. A damaged or hostile one could cause one for each of its millions of blocks.</summary>
internal sealed class WarningBound
{
    /// <summary>Maximum number of warnings of one kind.</summary>
    public const int MaxOfAKind = 10;

    private readonly Dictionary<string, int> _given = [];

    /// <summary>Whether to give a warning. The last of its kind says that it is the last.</summary>
    /// <param name="kind">Its subject, without numbers.</param>
    /// <param name="text">Its text.</param>
    public bool TryGive(string kind, ref string text)
    {
        int given = _given.GetValueOrDefault(kind);
        if (given == MaxOfAKind) return false;
        _given[kind] = ++given;
        if (given == MaxOfAKind) text += "; further warnings of this kind are not shown";
        return true;
    }
}

namespace TlsDissect.Capture.Sources;

/// <summary>Bounds the warnings of one file: a damaged or hostile one could give one for each of its millions of blocks.</summary>
internal sealed class WarningBound
{
    /// <summary>How many warnings of one kind are given.</summary>
    public const int MaxOfAKind = 10;

    private readonly Dictionary<string, int> _given = [];

    /// <summary>Whether a warning is to be given; the last of its kind says that it is the last.</summary>
    /// <param name="kind">What it is about, without numbers.</param>
    /// <param name="text">What it says.</param>
    public bool TryGive(string kind, ref string text)
    {
        int given = _given.GetValueOrDefault(kind);
        if (given == MaxOfAKind) return false;
        _given[kind] = ++given;
        if (given == MaxOfAKind) text += "; further warnings of this kind are not shown";
        return true;
    }
}

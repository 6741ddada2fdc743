namespace TlsDissect.Secrets;

/// <summary>How a secret of the key log is looked at in a search.</summary>
internal enum SearchLook
{
    /// <summary>For the first time, with what is likely.</summary>
    First,

    /// <summary>For the first time with rare cipher suites.</summary>
    Rare,

    /// <summary>Once more: with unlikely numbers, or on another record.</summary>
    Deeper,
}

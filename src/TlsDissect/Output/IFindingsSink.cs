using System.Collections.Immutable;

namespace TlsDissect.Output;

/// <summary>
/// A sink that tells where it wrote a connection's findings. Those that depend on earlier connections may be known only when the outputs of
/// several dissectors are merged; the findings are then written again.
/// </summary>
internal interface IFindingsSink
{
    /// <summary>The place of the findings of the last connection.</summary>
    FindingsPlace FindingsAt { get; }

    /// <summary>Returns findings as they are written for a connection, in UTF-8. May be called on another thread.</summary>
    byte[] Render(ImmutableArray<Finding> findings);
}

/// <summary>The place of findings in the output of a connection.</summary>
/// <param name="Start">Number of bytes before them.</param>
/// <param name="Length">Number of their bytes.</param>
internal readonly record struct FindingsPlace(int Start, int Length);

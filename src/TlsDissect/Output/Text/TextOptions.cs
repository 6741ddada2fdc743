using TlsDissect.Output.Text.Lessons;
using TlsDissect.Transport;

namespace TlsDissect.Output.Text;

/// <summary>How connections are written as text.</summary>
internal sealed record TextOptions
{
    /// <summary>Colours.</summary>
    public TextPalette Palette { get; init; } = TextPalette.None;

    /// <summary>Arrows and rules.</summary>
    public TextGlyphs Glyphs { get; init; } = TextGlyphs.Unicode;

    /// <summary>Columns; 0 for no limit. Explanations are wrapped at 100 then.</summary>
    public int Width { get; init; }

    /// <summary>Whether each step of the handshake is explained.</summary>
    public bool Explain { get; init; }

    /// <summary>
    /// Whether all fields of all messages, certificates and counters are written; explanations show the numbers that are mixed.
    /// </summary>
    public bool Verbose { get; init; }

    /// <summary>Whether the numbers include the secrets themselves.</summary>
    public bool ShowSecrets { get; init; }

    /// <summary>The numbers of explanations; <c>null</c> where they are not shown. A sink has its own.</summary>
    public NumberBook? Numbers { get; init; }

    /// <summary>Whether decrypted application data is written too.</summary>
    public bool Data { get; init; }

    /// <summary>
    /// Limit, in bytes, on the data that is written of what one side says until the other speaks; <c>null</c> for no limit.
    /// </summary>
    public long? MaxData { get; init; }

    /// <summary>How sentences name the ways to provide a key and to raise a limit.</summary>
    public AdviceWording Wording { get; init; } = AdviceWording.OfLibrary;

    /// <summary>Counts the data in memory that waits for its connection's end; <c>null</c> where nothing counts it.</summary>
    public MemoryBudget? Memory { get; init; }

    /// <summary>The same for one sink, which keeps the numbers of its connections.</summary>
    public TextOptions ForOneSink() => Explain && Verbose ? this with { Numbers = new NumberBook(ShowSecrets, Wording) } : this;
}

namespace TlsDissect.Output.Statistics;

/// <summary>A value, and how often it occurred. Both numbers are minimums if the section is not complete.</summary>
/// <param name="Value">The value as the JSON of a connection has it. May be hostile text.</param>
/// <param name="Count">Number of connections, or of certificates.</param>
/// <param name="Bytes">Application data of these connections on the wire, in bytes; 0 where it is not counted.</param>
internal readonly record struct CountedValue(string Value, long Count, long Bytes)
{
    /// <summary>The severity of a finding as the JSON has it; <c>null</c> for other values.</summary>
    public string? Severity { get; init; }
}

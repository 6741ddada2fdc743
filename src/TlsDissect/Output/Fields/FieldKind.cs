namespace TlsDissect.Output.Fields;

/// <summary>The kind of a field's values, by which they are compared.</summary>
internal enum FieldKind
{
    /// <summary>Compared without regard to case.</summary>
    Text,

    /// <summary>A number of any size, with or without decimals.</summary>
    Number,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Flag,

    /// <summary>A protocol version, compared by generation: a draft of TLS 1.3 equals TLS 1.3.</summary>
    Version,

    /// <summary>The severity of a finding.</summary>
    Severity,

    /// <summary>An IP address.</summary>
    Address,

    /// <summary>A moment.</summary>
    Time,
}

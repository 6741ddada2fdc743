namespace TlsDissect.Cli.Where;

/// <summary>How a field is compared.</summary>
internal enum WhereOperator
{
    /// <summary>No operator: the field has a value, and it is not <c>false</c>.</summary>
    Present,
    Equal,
    NotEqual,
    Less,
    AtMost,
    Greater,
    AtLeast,

    /// <summary>Matches a pattern with <c>*</c> and <c>?</c>.</summary>
    Like,
    NotLike,

    /// <summary>Is one of several values, or within an address prefix or a period.</summary>
    In,
}

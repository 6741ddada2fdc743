using TlsDissect.Protocol;

namespace TlsDissect.Messages.Extensions;

/// <summary>An extension as on the wire.</summary>
/// <param name="Type">Its registered number.</param>
/// <param name="Data">extension_data: a part of one copy of the message's whole list.</param>
public readonly record struct Extension(ExtensionType Type, ReadOnlyMemory<byte> Data)
{
    /// <summary>The error and its offset from the message body's start, if <see cref="Data"/> does not have the form of its type.</summary>
    public string? Malformed { get; init; }
}

using TlsDissect.Protocol;

namespace TlsDissect.Messages.Extensions;

/// <summary>An extension as on the wire.</summary>
/// <param name="Type">Its registered number.</param>
/// <param name="Data">extension_data: a part of one copy of the message's whole list.</param>
public readonly record struct Extension(ExtensionType Type, ReadOnlyMemory<byte> Data)
{
    /// <summary>What is wrong and where, counted from the message body's start, where <see cref="Data"/> does not have the form that its type asks for.</summary>
    public string? Malformed { get; init; }
}

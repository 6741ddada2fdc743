using TlsDissect.Protocol;

namespace TlsDissect.Messages.Extensions;

/// <summary>Extensions that are kept and not parsed.</summary>
internal sealed class OpaqueExtensions(ExtensionPlace place) : ExtensionBlock
{
    protected override ExtensionPlace Place => place;

    protected override bool TryRead(ExtensionType type, ref TlsReader data, ReadOnlyMemory<byte> bytes) => false;
}

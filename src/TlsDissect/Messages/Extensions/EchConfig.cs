using System.Collections.Immutable;
using System.Text;
using TlsDissect.Protocol;

namespace TlsDissect.Messages.Extensions;

/// <summary>
/// A server's configuration for Encrypted Client Hello (RFC 9849 §4), from DNS, or from the server as a retry configuration.
/// </summary>
internal sealed record EchConfig
{
    /// <summary>The version that has the fields below. Others are kept as bytes.</summary>
    public const ushort KnownVersion = 0xFE0D;

    public required ushort Version { get; init; }
    public required byte ConfigId { get; init; }
    public required HpkeKem KemId { get; init; }
    public required byte[] PublicKey { get; init; }
    public required ImmutableArray<(HpkeKdf Kdf, HpkeAead Aead)> CipherSuites { get; init; }
    public required byte MaximumNameLength { get; init; }

    /// <summary>public_name, as Latin-1 text of its bytes. Hostile.</summary>
    public required string PublicName { get; init; }

    /// <summary>The whole ECHConfig as on the wire, with its version and length: a part of HPKE's info (RFC 9849 §6.1).</summary>
    public required ReadOnlyMemory<byte> Bytes { get; init; }

    /// <summary>Reads an ECHConfigList. Configurations of other versions are skipped (RFC 9849 §4.2).</summary>
    /// <param name="data">Positioned at the list.</param>
    /// <param name="what">Name of the list.</param>
    public static ImmutableArray<EchConfig> ReadList(ref TlsReader data, string what = "ECHConfigList")
    {
        ImmutableArray<EchConfig>.Builder configs = ImmutableArray.CreateBuilder<EchConfig>();
        TlsReader list = data.ReadVector16(what);
        while (list.HasItem("ECHConfig"))
        {
            if (Read(ref list) is EchConfig config) configs.Add(config);
        }

        return configs.DrainToImmutable();
    }

    /// <summary>Reads one ECHConfig. Returns <c>null</c> if its version is another one, or it is malformed.</summary>
    public static EchConfig? Read(ref TlsReader list)
    {
        ReadOnlySpan<byte> before = list.Unread;
        ushort version = list.ReadUInt16("version");
        list.Means("ECHVersion");
        TlsReader contents = list.ReadVector16("contents");
        if (version != KnownVersion)
        {
            contents.ReadToEnd("contents");
            return null;
        }

        EchConfig config = new()
        {
            Version = version,
            ConfigId = contents.ReadUInt8("config_id"),
            KemId = (HpkeKem)contents.ReadUInt16("kem_id"),
            PublicKey = contents.ReadOpaque16("public_key"),
            CipherSuites = ReadSuites(ref contents),
            MaximumNameLength = contents.ReadUInt8("maximum_name_length"),
            PublicName = Encoding.Latin1.GetString(contents.ReadVector8("public_name").ReadToEnd()),
            Bytes = before[..Math.Max(0, before.Length - list.Remaining)].ToArray(),
        };
        TlsReader extensions = contents.ReadVector16("extensions");
        while (extensions.HasItem("ECHConfigExtension"))
        {
            extensions.ReadUInt16("type");
            extensions.Means("ECHConfigExtensionType");
            extensions.ReadVector16("data").ReadToEnd();
        }

        contents.ExpectEnd("trailing bytes");
        return contents.Failed ? null : config;
    }

    private static ImmutableArray<(HpkeKdf Kdf, HpkeAead Aead)> ReadSuites(ref TlsReader contents)
    {
        ImmutableArray<(HpkeKdf Kdf, HpkeAead Aead)>.Builder suites = ImmutableArray.CreateBuilder<(HpkeKdf Kdf, HpkeAead Aead)>();
        TlsReader list = contents.ReadVector16("cipher_suites");
        while (list.HasItem("HpkeSymmetricCipherSuite"))
            suites.Add(((HpkeKdf)list.ReadUInt16("kdf_id"), (HpkeAead)list.ReadUInt16("aead_id")));
        return suites.DrainToImmutable();
    }
}

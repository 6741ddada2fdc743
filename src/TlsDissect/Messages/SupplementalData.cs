using TlsDissect.Protocol;

namespace TlsDissect.Messages;

/// <summary>The body of SupplementalData (RFC 4680 §2): what client and server say of a user, apart from certificates.</summary>
internal static class SupplementalData
{
    private const ushort UserMappingData = 0;
    private const ushort AuthorizationData = 16386;
    private const byte UpnDomainHint = 64;

    public static void Read(ref TlsReader reader)
    {
        TlsReader list = reader.ReadVector24("supp_data");
        while (list.HasItem("SupplementalDataEntry"))
        {
            ushort type = list.ReadUInt16("supp_data_type");
            TlsReader entry = list.ReadVector16("supp_data_entry");
            if (type == UserMappingData) ReadUserMappings(ref entry);
            else if (type == AuthorizationData) ReadAuthorizations(ref entry);
            else entry.ReadToEnd();
            entry.ExpectEnd();
        }
    }

    /// <summary>Reads a UserMappingDataList (RFC 4681 §3).</summary>
    private static void ReadUserMappings(ref TlsReader entry)
    {
        TlsReader list = entry.ReadVector16("user_mapping_data_list");
        while (list.HasItem("UserMappingData"))
        {
            byte version = list.ReadUInt8("user_mapping_version");
            TlsReader data = list.ReadVector16("user_mapping_data");
            if (version != UpnDomainHint) continue;
            data.ReadVector16("user_principal_name");
            data.ReadVector16("domain_name");
            data.ExpectEnd();
        }
    }

    /// <summary>Reads AuthorizationData (RFC 5878 §3.3, RFC 6042 §3).</summary>
    private static void ReadAuthorizations(ref TlsReader entry)
    {
        TlsReader list = entry.ReadVector16("authz_data_list");
        while (list.HasItem("AuthorizationDataEntry"))
        {
            switch (list.ReadUInt8("authz_format"))
            {
                case 0: list.ReadVector16("X509AttrCert"); break;
                case 1: list.ReadVector16("SAMLAssertion"); break;
                case 64: list.ReadVector16("KeyNoteAssertionList"); break;
                case 2 or 3 or 65: ReadUrl(ref list); break;
                // Without its form, the rest of the list cannot be read either.
                default: list.ReadToEnd("authz_data"); break;
            }
        }
    }

    /// <summary>Reads URLandHash.</summary>
    private static void ReadUrl(ref TlsReader list)
    {
        list.ReadVector16("url");
        int length = list.ReadUInt8("hash_alg") switch { 1 => 16, 2 => 20, 3 => 28, 4 => 32, 5 => 48, 6 => 64, _ => -1 };
        if (length < 0) list.Fail("hash_alg");
        else list.Read(length, "hash");
    }
}

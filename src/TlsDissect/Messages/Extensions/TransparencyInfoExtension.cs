using TlsDissect.Protocol;

namespace TlsDissect.Messages.Extensions;

/// <summary>
/// transparency_info (RFC 9162 §6.5): what logs say of the certificate. The server may leave its data out if it has nothing to say.
/// </summary>
internal static class TransparencyInfoExtension
{
    private const ushort X509Timestamp = 0x0102;
    private const ushort PrecertTimestamp = 0x0103;
    private const ushort SignedTreeHead = 0x0104;
    private const ushort ConsistencyProof = 0x0105;
    private const ushort InclusionProof = 0x0106;

    /// <summary>Reads a TransItemList (RFC 9162 §6.3).</summary>
    public static void Read(ref TlsReader data)
    {
        if (data.IsEmpty) return;
        TlsReader list = data.ReadVector16("trans_item_list");
        while (list.HasItem("SerializedTransItem"))
        {
            TlsReader item = list.ReadVector16("SerializedTransItem");
            ReadItem(ref item);
            item.ExpectEnd();
        }
    }

    /// <summary>Reads a TransItem (RFC 9162 §4.5).</summary>
    private static void ReadItem(ref TlsReader item)
    {
        ushort type = item.ReadUInt16("versioned_type");
        if (type is < X509Timestamp or > InclusionProof)
        {
            item.ReadToEnd("data");
            return;
        }

        item.ReadVector8("log_id");
        switch (type)
        {
            case X509Timestamp or PrecertTimestamp:
                item.ReadUInt64("timestamp");
                item.ReadVector16("sct_extensions");
                item.ReadVector16("signature");
                break;
            case SignedTreeHead:
                item.ReadUInt64("timestamp");
                item.ReadUInt64("tree_size");
                item.ReadVector8("root_hash");
                item.ReadVector16("sth_extensions");
                item.ReadVector16("signature");
                break;
            case ConsistencyProof:
                item.ReadUInt64("tree_size_1");
                item.ReadUInt64("tree_size_2");
                ReadPath(ref item, "consistency_path");
                break;
            case InclusionProof:
                item.ReadUInt64("tree_size");
                item.ReadUInt64("leaf_index");
                ReadPath(ref item, "inclusion_path");
                break;
        }
    }

    private static void ReadPath(ref TlsReader item, string what)
    {
        TlsReader path = item.ReadVector16(what);
        while (path.HasItem("NodeHash")) path.ReadVector8("NodeHash");
    }
}
